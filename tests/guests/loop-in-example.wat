;; tries: to keep a thread for ever while its own example is tried
;; ends: load canary
;; limits: {"time_ms": 20}
;; manifest: {"examples": [{"name": "any", "kind": "person", "signals": {}, "canary": true}]}
(func $spoil (param i32) (loop $l (br $l)))
