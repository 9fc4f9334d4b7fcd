// Types of what a vendor imports. Behaviour is described where it is written, in the modules beside this file.

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A JSON pointer to a field, or an object with it. */
export type Input =
  | string
  | {
      /** JSON pointer of a declared field: "/phones". */
      readonly path: string;
      /** Of an object, or of the objects in a list, only these members. Otherwise all of them. */
      readonly only?: readonly string[];
      /** Whether the detector can do without a field that the operator's record schema does not have. */
      readonly optional?: boolean;
    };

/** The inputs of each record kind, by the names that `detect` reads them by. */
export type Inputs = { readonly [kind: string]: { readonly [name: string]: Input } };

type NamesOf<I extends Inputs> = { [K in keyof I]: keyof I[K] }[keyof I] & string;

/** What a detector is asked. */
export interface Question<I extends Inputs = Inputs> {
  /** The record kind. */
  readonly kind: keyof I & string;
  /** The time of the decision, in milliseconds since 1970-01-01T00:00:00Z. There is no other clock. */
  readonly nowMs: number;
  /**
   * The declared inputs of this kind; `undefined` for what the record lacks. A list or an object is parsed. Whole numbers are exact
   * up to 2^53.
   */
  readonly inputs: { readonly [N in NamesOf<I>]?: any };
  /** Later facts, by name. */
  readonly attributes: { readonly [name: string]: string };
  /** The JSON pointer of an input, or of a place below it, for evidence: `pointer("phones", 0, "raw")`. */
  pointer(name: NamesOf<I>, ...steps: (string | number)[]): string;
}

/** Signals by name. `undefined` and `null` are no signal. */
export type Signals = { readonly [name: string]: unknown };

/** What a detector answers: signals, or signals with the JSON pointers that they rest on. */
export type Answer<S = Signals> =
  | (Partial<S> & { readonly signals?: undefined })
  | { readonly signals: Partial<S>; readonly evidence?: { readonly [N in keyof S]?: string | readonly string[] } }
  | undefined
  | void;

/** What a vendor writes. */
export interface Definition<Settings, State, S, I extends Inputs> {
  /** In snake_case, at most 64 characters. */
  readonly id: string;
  /** By Semantic Versioning: "1.2.0". */
  readonly version: string;
  /** Who answers for it. */
  readonly vendor: string;
  /** What it looks for, in a sentence. */
  readonly description: string;
  /** How it comes to its signals. */
  readonly method: "rule" | "statistical" | "ml" | "llm";
  /** An SPDX expression. */
  readonly license?: string;
  /** What it is meant to be used for. */
  readonly intendedUse: string;
  /** Where it is wrong, or blind. */
  readonly knownLimitations: string;
  readonly inputs: I;
  /** Schema of the operator's settings. Otherwise there are none. */
  readonly settings?: JsonSchema;
  /** Schema of the signals: an object with one property a signal. `signals` and `evidence` are no names of signals. */
  readonly signals: JsonSchema;
  /** What it may import. The operator grants it, or does not. */
  readonly capabilities?: {
    readonly log?: boolean;
    readonly lists?: readonly string[];
    readonly tables?: readonly string[];
    readonly http?: readonly string[];
  };
  /** The limits that it asks for; otherwise the host's. */
  readonly limits?: { readonly timeMs?: number; readonly memoryMib?: number; readonly configureMs?: number };
  /** Runs once, before any record. What it returns is the state that `detect` is given. */
  configure?(settings: Settings): State;
  /** The facts about one record. Synchronous; the same question must get the same answer. */
  detect(state: State, question: Question<I>): Answer<NoInfer<S>>;
}

/** What the component exports. */
export interface Guest {
  /** The manifest, as the contract has it. */
  readonly manifest: { readonly [key: string]: unknown };
  configure(settings: string): void;
  detect(request: unknown): unknown[];
}

/**
 * Makes a detector.
 *
 * @throws TypeError everything that is wrong with the definition
 */
export function detector<Settings = unknown, State = undefined, S = Signals, const I extends Inputs = Inputs>(
  definition: Definition<Settings, State, S, I>,
): { readonly guest: Guest };

/** No answer, said by the detector itself. Neither text may hold a value of the record. */
export class Failure extends Error {
  /**
   * @param code of a-z, 0-9 and hyphens: "bad-settings"
   * @param message one sentence for a person
   */
  constructor(code: string, message: string);
  readonly code: string;
}

/** The operator's named lists. */
export const lists: {
  /** Whether the list has an item that matches the key, by the list's own way of matching. */
  contains(list: string, key: string): boolean;
};

/** The operator's tables. */
export const tables: {
  /** The row of that key, one member a column. */
  get(table: string, key: string): { readonly [column: string]: unknown } | undefined;
};

/** Lines for the operator's log: rate-limited, never a value of the record. */
export const log: Readonly<Record<"debug" | "info" | "warn" | "error", (message: string) => void>>;

/** Outbound HTTPS to declared and granted origins. Not at hand in `configure`. */
export const http: {
  /** @throws HttpError */
  fetch(request: {
    readonly method?: "GET" | "HEAD" | "POST" | "PUT";
    readonly url: string;
    readonly headers?: { readonly [name: string]: string };
    readonly body?: string | Uint8Array;
    /** Milliseconds; 1,000 otherwise. The host's own limit counts when it is lower. */
    readonly timeoutMs?: number;
  }): { readonly status: number; readonly headers: [string, string][]; readonly bytes: Uint8Array; text(): string };
};

/** Why an outbound call came to nothing. */
export class HttpError extends Error {
  readonly reason: "denied" | "timeout" | "too-large" | "unreachable" | "budget";
}
