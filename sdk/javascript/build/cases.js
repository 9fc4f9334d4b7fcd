// The cases beside a detector: `cases/*.json`, each file one case or a list of them, in the form of the manifest's examples. It does
// not run them.

import fs from "node:fs/promises";
import path from "node:path";

/** @returns {Promise<object[]>} in the order of the files' names; none where there is no such folder */
export async function casesIn(folder) {
  let names;
  try {
    names = (await fs.readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
  const files = await Promise.all(names.map((name) => casesOf(folder, name)));
  const cases = files.flat();
  const twice = cases.find(({ name }, at) => cases.findIndex((other) => other.name === name) !== at);
  if (twice) throw new Error(`two cases are named \`${twice.name}\`: rename one of them`);
  return cases;
}

async function casesOf(folder, name) {
  let parsed;
  try {
    parsed = JSON.parse(await fs.readFile(path.join(folder, name), "utf8"));
  } catch (error) {
    throw new Error(`\`${name}\` is not JSON: ${error.message}`, { cause: error });
  }
  return [parsed].flat().map((one, at) => {
    for (const key of ["name", "kind", "signals"]) {
      if (!one?.[key]) throw new Error(`case ${at + 1} of \`${name}\` has no \`${key}\``);
    }
    return one;
  });
}
