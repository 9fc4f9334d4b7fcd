// The shape of e-mail addresses: facts that are cheap to compute and that policies may weigh. It does not say whether an address
// exists, and it knows nothing of names.

import { detector, Failure, lists } from "@hirewall/detector";

const FREE = "free_mail_domains";
const DISPOSABLE = "disposable_mail_domains";

export const { guest } = detector({
  id: "email_shape",
  version: "1.0.0",
  vendor: "Hirewall",
  description: "The structure of e-mail addresses: digits, aliases, strings of consonants, the class of the provider, one form for all spellings.",
  method: "rule",
  license: "MIT OR Apache-2.0",
  intendedUse: "Grouping spellings of one mailbox in counters; a weak hint beside others, never a basis of its own.",
  knownLimitations:
    "Digits and aliases are common among honest people. The run of consonants is longer in some languages than in others: it is meant for machine-made strings and must not be scored on its own. Local parts outside of ASCII are only normalised.",
  inputs: {
    applicant: {
      email: "/basics/email",
      emails: { path: "/emails", only: ["address"] },
    },
  },
  settings: {
    type: "object",
    properties: {
      dotless_domains: {
        type: "array",
        items: { type: "string" },
        description: "Domains whose provider ignores dots before the @. Otherwise gmail.com and googlemail.com.",
      },
    },
    additionalProperties: false,
  },
  signals: {
    type: "object",
    properties: {
      addresses: {
        type: "array",
        description: "Every well-formed address, the one of the basics first, each mailbox once.",
        items: {
          type: "object",
          properties: {
            canonical: { type: "string", description: "Lower case, without a plus alias, and without dots where the provider ignores them." },
            domain: { type: "string" },
            provider: { type: "string", enum: ["free", "disposable", "other"] },
            plus_alias: { type: "boolean" },
            digit_ratio: { type: "number", description: "Share of digits in the local part, 0 to 1." },
            trailing_digits: { type: "integer" },
            consonant_run: { type: "integer", description: "The longest run of consonants a-z in the local part." },
          },
          required: ["canonical", "domain", "provider", "plus_alias", "digit_ratio", "trailing_digits", "consonant_run"],
          additionalProperties: false,
        },
      },
      malformed: { type: "integer", description: "Addresses without exactly one @ between two parts." },
      disposable: { type: "boolean", description: "Whether any address lies at a disposable provider." },
    },
    additionalProperties: false,
  },
  capabilities: { lists: [FREE, DISPOSABLE] },

  configure({ dotless_domains = ["gmail.com", "googlemail.com"] }) {
    if (dotless_domains.some((domain) => domain.includes("@"))) {
      throw new Failure("bad-settings", "`dotless_domains` are domains, without an @");
    }
    return { dotless: new Set(dotless_domains.map((domain) => domain.toLowerCase())) };
  },

  detect({ dotless }, { inputs: { email, emails = [] }, pointer }) {
    const given = [
      ...(email === undefined ? [] : [{ text: email, at: pointer("email") }]),
      ...emails.map(({ address }, index) => ({ text: address, at: pointer("emails", index, "address") })),
    ];
    if (given.length === 0) return {};
    const read = given.map(({ text, at }) => ({ at, shape: shapeOf(text, dotless) }));
    const wellFormed = read.filter(({ shape }) => shape !== undefined);
    const addresses = [...new Map(wellFormed.map(({ shape }) => [shape.canonical, shape]).reverse()).values()].reverse();
    return {
      signals: {
        addresses,
        malformed: read.length - wellFormed.length,
        disposable: addresses.some(({ provider }) => provider === "disposable"),
      },
      evidence: {
        addresses: wellFormed.map(({ at }) => at),
        malformed: read.filter(({ shape }) => shape === undefined).map(({ at }) => at),
        disposable: wellFormed.filter(({ shape }) => shape.provider === "disposable").map(({ at }) => at),
      },
    };
  },
});

function shapeOf(text, dotless) {
  const parts = text.trim().normalize("NFKC").toLowerCase().split("@");
  if (parts.length !== 2 || parts.some((part) => part === "")) return undefined;
  const [local, domain] = parts;
  const [mailbox] = local.split("+");
  if (mailbox === "") return undefined;
  const digits = mailbox.match(/\d/g)?.length ?? 0;
  return {
    canonical: `${dotless.has(domain) ? mailbox.replaceAll(".", "") : mailbox}@${domain}`,
    domain,
    provider: providerOf(domain),
    plus_alias: mailbox !== local,
    digit_ratio: digits / mailbox.length,
    trailing_digits: mailbox.match(/\d*$/)[0].length,
    consonant_run: longest(mailbox.match(/[bcdfghjklmnpqrstvwxz]+/g) ?? []),
  };
}

function providerOf(domain) {
  if (lists.contains(DISPOSABLE, domain)) return "disposable";
  return lists.contains(FREE, domain) ? "free" : "other";
}

function longest(runs) {
  return runs.reduce((most, run) => Math.max(most, run.length), 0);
}
