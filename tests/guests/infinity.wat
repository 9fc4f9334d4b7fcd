;; tries: to give a number that JSON cannot hold
;; ends: call bad-signals
;; manifest: {"signals": {"type": "object", "properties": {"first": {"type": "string"}, "count": {"type": "number"}}}}
(func $spoil (param i32) (i64.store (i32.const 560) (i64.const 3)) (f64.store (i32.const 568) (f64.const inf)))
