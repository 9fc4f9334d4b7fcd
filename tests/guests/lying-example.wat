;; tries: to promise in its manifest what it does not do
;; ends: load canary
;; manifest: {"examples": [{"name": "a name", "kind": "person", "inputs": {"/name": "Ann"}, "signals": {"first": "Bob"}, "canary": true}]}
