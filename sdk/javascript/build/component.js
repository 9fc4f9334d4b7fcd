// The outermost level of a component's binary: what it imports, and custom sections. It does not look into nested modules and
// components, whose imports are met inside.

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];
const CUSTOM = 0;
const IMPORT = 10;

/** The names of what a component imports from its host, in order. */
export function importsOf(bytes) {
  return [...sections(bytes)].filter(({ id }) => id === IMPORT).flatMap(({ body }) => namesIn(new Reader(body)));
}

/** The contents of the custom sections of one name. */
export function customSections(bytes, name) {
  return [...sections(bytes)].filter(({ id }) => id === CUSTOM).flatMap(({ body }) => {
    const reader = new Reader(body);
    return reader.text() === name ? [reader.rest()] : [];
  });
}

/** The component with one more custom section at its end. */
export function withCustomSection(bytes, name, content) {
  const label = Buffer.from(name);
  const body = Buffer.concat([leb(label.length), label, content]);
  return Buffer.concat([bytes, Buffer.from([CUSTOM]), leb(body.length), body]);
}

function* sections(bytes) {
  if (!MAGIC.every((byte, at) => bytes[at] === byte)) throw new Error("this is not a WebAssembly component");
  const reader = new Reader(bytes.subarray(MAGIC.length));
  while (!reader.done()) {
    const id = reader.byte();
    yield { id, body: reader.take(reader.number()) };
  }
}

function namesIn(reader) {
  const names = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.byte(); // the form of the name, which tells readers nothing any more
    names.push(reader.text());
    skipDescription(reader);
  }
  return names;
}

/** The type of an import: its kind, then an index; a core module and a bound have one byte more before it. */
function skipDescription(reader) {
  const kind = reader.byte();
  if (kind > 0x05) throw new Error(`an import of kind ${kind} is not known to this version of the tool`);
  if (kind === 0x00) reader.byte();
  if (kind === 0x02 || kind === 0x03) {
    const equal = reader.byte() === 0x00;
    if (kind === 0x03 && !equal) return;
  }
  reader.number();
}

function leb(number) {
  const bytes = [];
  let left = number;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    bytes.push(left > 0 ? low | 0x80 : low);
  } while (left > 0);
  return Buffer.from(bytes);
}

class Reader {
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
    throw new Error("the component is broken: a number does not end");
  }

  text() {
    return Buffer.from(this.take(this.number())).toString("utf8");
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new Error("the component is broken: it ends too early");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  rest() {
    return this.take(this.bytes.length - this.at);
  }
}
