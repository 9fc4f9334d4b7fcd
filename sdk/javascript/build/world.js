// The contract with a world cut down to what a manifest declares: the tool chain would import all of it. It does not read the
// contract's types.

const INTERFACES = ["log", "lists", "tables", "http"];

/** The interfaces of the contract that a manifest's capabilities stand for. */
export function interfacesOf({ log, lists, tables, http }) {
  const wanted = { log: log === true, lists: lists?.length > 0, tables: tables?.length > 0, http: http?.length > 0 };
  return INTERFACES.filter((name) => wanted[name]);
}

/**
 * @param {string} wit the text of `detector.wit`
 * @param {string[]} interfaces those that the component imports
 */
export function worldOf(wit, interfaces) {
  const at = wit.search(/^world detector \{$/m);
  if (at < 0) throw new Error("`detector.wit` has no world `detector`: use the one that this package came with");
  const imports = interfaces.map((name) => `  import ${name};\n`).join("");
  return `${wit.slice(0, at)}world detector {\n${imports}  export guest;\n}\n`;
}

/** The version of the contract: `1.0.0`. */
export function versionOf(wit) {
  const version = wit.match(/^package hirewall:detector@([^;]+);$/m)?.[1];
  if (!version) throw new Error("`detector.wit` names no version: use the one that this package came with");
  return version;
}
