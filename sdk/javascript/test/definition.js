// A small valid definition that tests change, and the requests that go with it.

export function definition(changes = {}) {
  return {
    id: "sample",
    version: "1.2.0",
    vendor: "Tests",
    description: "Answers what it is told.",
    method: "rule",
    intendedUse: "Tests.",
    knownLimitations: "All of them.",
    inputs: { applicant: { country: "/basics/location/country_code", phones: { path: "/phones", only: ["raw"] } } },
    signals: {
      type: "object",
      properties: {
        count: { type: "integer" },
        share: { type: "number" },
        known: { type: "boolean" },
        name: { type: "string" },
        rows: { type: "array", items: { type: "string" } },
      },
      additionalProperties: false,
    },
    detect: () => ({}),
    ...changes,
  };
}

export function request(inputs = [{ tag: "none" }, { tag: "none" }]) {
  return { kind: "applicant", nowMs: 1_767_225_600_000, inputs, attributes: [["trace", "t1"]] };
}
