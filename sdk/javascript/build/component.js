// The outermost level of a component's binary: what it imports, and custom sections. It does not look into nested modules and
// components, whose imports are met inside.

import { COMPONENT, custom, Reader, sections } from "./wasm.js";

const CUSTOM = 0;
const IMPORT = 10;

/** The names of what a component imports from its host, in order. */
export function importsOf(bytes) {
  return within(bytes).filter(({ id }) => id === IMPORT).flatMap(({ body }) => namesIn(new Reader(body)));
}

/** The contents of the custom sections of one name. */
export function customSections(bytes, name) {
  return within(bytes).filter(({ id }) => id === CUSTOM).flatMap(({ body }) => {
    const reader = new Reader(body);
    return reader.text() === name ? [reader.rest()] : [];
  });
}

/** The component with one more custom section at its end. */
export function withCustomSection(bytes, name, content) {
  return Buffer.concat([bytes, custom(name, content)]);
}

function within(bytes) {
  if (!COMPONENT.equals(bytes.subarray(0, COMPONENT.length))) throw new Error("this is not a WebAssembly component");
  return [...sections(bytes.subarray(COMPONENT.length))];
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
