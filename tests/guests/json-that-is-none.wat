;; tries: to pass text for JSON that is none
;; ends: call bad-signals
;; manifest: {"signals": {"type": "object", "properties": {"first": {}, "count": {"type": "integer"}}}}
(func $spoil (param i32) (i64.store (i32.const 520) (i64.const 5)))
