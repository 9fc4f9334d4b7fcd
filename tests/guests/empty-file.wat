;; tries: to be loaded although there is nothing
;; ends: read not-wasm
;; file: empty
