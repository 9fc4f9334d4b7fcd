;; tries: to read the environment of the process
;; ends: read forbidden-import
;; -- of the component
(import "wasi:cli/environment@0.2.0" (instance))
