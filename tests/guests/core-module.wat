;; tries: to pass a core module for a component
;; ends: read core-module
;; file: bare
(module (func (export "detect")))
