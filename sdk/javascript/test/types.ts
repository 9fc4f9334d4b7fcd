// Checked by `npm run types`, never run: what a vendor in TypeScript sees.

import { detector, Failure, http, HttpError, lists, log, tables } from "../src/index.js";
import { run } from "../src/testing.js";

interface Settings {
  least?: number;
}
interface Found {
  count: number;
  known: boolean;
}

const common = {
  id: "typed",
  version: "1.0.0",
  vendor: "v",
  description: "d",
  method: "rule",
  intendedUse: "u",
  knownLimitations: "k",
  signals: { type: "object", properties: { count: { type: "integer" }, known: { type: "boolean" } } },
} as const;

export const { guest } = detector({
  ...common,
  inputs: { applicant: { country: "/basics/location/country_code", phones: { path: "/phones", only: ["raw"] } } },
  configure: ({ least = 1 }: Settings) => ({ least }),
  detect(state, { inputs: { country, phones = [] }, nowMs, pointer }) {
    const count: number = phones.length + nowMs;
    if (count > state.least && country === "US") throw new Failure("no-answer", "it is not to be had");
    // @ts-expect-error an input that is not declared
    pointer("email");
    return { signals: { count }, evidence: { count: pointer("phones", 0, "raw") } };
  },
});

detector<Settings, undefined, Found>({
  ...common,
  inputs: { applicant: { email: "/basics/email" } },
  // @ts-expect-error a signal of another type
  detect: () => ({ count: "one" }),
});

const row = tables.get("area_codes", "602")?.region;
const known: boolean = lists.contains("free_mail_domains", String(row));
log.warn(`${known}`);
try {
  const text: string = http.fetch({ url: "https://api.example.com/" }).text();
  log.debug(text);
} catch (error) {
  if (error instanceof HttpError && error.reason === "timeout") log.info("late");
}
const differences: string[] = run(guest, { name: "n", kind: "applicant", signals: {} }).differences;
log.error(differences.join());
