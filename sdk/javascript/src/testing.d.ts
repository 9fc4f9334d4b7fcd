// Types of the test kit.

import type { Guest, Signals } from "./index.js";

/** A record with the signals to expect: the manifest's form. */
export interface Case {
  readonly name: string;
  readonly kind: string;
  /** The values at the declared inputs, by JSON pointer. */
  readonly inputs?: { readonly [pointer: string]: unknown };
  /** The operator's settings. */
  readonly config?: unknown;
  /** The time of the decision, RFC 3339; otherwise 2026-01-01T00:00:00Z. */
  readonly now?: string;
  readonly lists?: { readonly [name: string]: readonly string[] };
  readonly tables?: { readonly [name: string]: { readonly [key: string]: unknown } };
  /** Each must come with exactly this value; `null` says that it must not come. */
  readonly signals: Signals;
  /** Whether it is built in, and run by the host before the plugin serves. */
  readonly canary?: boolean;
}

/** What a detector answers to a case, in Node. */
export function run(
  guest: Guest,
  example: Case,
): {
  readonly signals: Signals;
  readonly evidence: { readonly [name: string]: string[] };
  readonly failure?: { readonly code: string; readonly message: string };
  /** A line for each signal that is not as expected. */
  readonly differences: string[];
};
