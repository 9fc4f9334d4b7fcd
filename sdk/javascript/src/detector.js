// A definition becomes what a component exports. It does not look at records itself.

import { declare } from "./capabilities.js";
import { failureOf } from "./failure.js";
import { questionOf } from "./inputs.js";
import { manifestOf } from "./manifest.js";
import { signalsOf } from "./signals.js";

/**
 * Makes a detector. Its module exports the result's `guest`:
 *
 * ```js
 * export const { guest } = detector({ id: "email_shape", …, detect(state, question) { … } });
 * ```
 *
 * @param {object} definition see `Definition` in index.d.ts
 * @throws {TypeError} everything that is wrong with the definition, one line each
 */
export function detector(definition) {
  const manifest = manifestOf(definition);
  let state;
  const guest = {
    manifest,
    configure(settings) {
      guarded("configure", () => {
        state = definition.configure?.(JSON.parse(settings));
      });
    },
    detect(request) {
      return guarded("detect", () => {
        const question = questionOf(definition.inputs, request);
        return signalsOf(manifest.signals, definition.detect(state, question));
      });
    },
  };
  return { guest };

  function guarded(where, run) {
    declare(manifest.capabilities);
    try {
      return run();
    } catch (thrown) {
      throw failureOf(thrown, where);
    }
  }
}
