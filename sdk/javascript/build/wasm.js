// The framing of WebAssembly binaries: sections, numbers, names. It does not know what the sections mean.

export const MODULE = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
export const COMPONENT = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]);

/** The sections of a binary after its preamble, as far as they are framed rightly. */
export function* sections(bytes) {
  const reader = new Reader(bytes);
  while (!reader.done()) {
    const id = reader.byte();
    yield { id, body: reader.take(reader.number()) };
  }
}

/** One section, framed. */
export function section(id, body) {
  return Buffer.concat([Buffer.from([id]), leb(body.length), body]);
}

/** A custom section's content, framed. */
export function custom(name, content) {
  return section(0, Buffer.concat([text(name), content]));
}

/** An unsigned number in LEB128. */
export function leb(number) {
  const bytes = [];
  let left = number;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    bytes.push(left > 0 ? low | 0x80 : low);
  } while (left > 0);
  return Buffer.from(bytes);
}

/** A name with its length. */
export function text(name) {
  const bytes = Buffer.from(name);
  return Buffer.concat([leb(bytes.length), bytes]);
}

/** Reads from the front. Every method throws where the bytes end too early. */
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  done() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.take(1)[0];
  }

  number() {
    let number = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      number += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return number;
    }
    throw new Error("the binary is broken: a number does not end");
  }

  text() {
    return Buffer.from(this.take(this.number())).toString("utf8");
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new Error("the binary is broken: it ends too early");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  rest() {
    return this.take(this.bytes.length - this.at);
  }
}
