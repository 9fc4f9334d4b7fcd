;; tries: to give a JSON signal with a number that no program can hold
;; ends: call bad-signals
;; manifest: {"signals": {"type": "object", "properties": {"first": {}, "count": {"type": "integer"}}}}
(data (i32.const 4096) "[1e999]")
(func $spoil (param i32)
  (i64.store (i32.const 520) (i64.const 5))
  (i32.store (i32.const 528) (i32.const 4096)) (i32.store (i32.const 532) (i32.const 7)))
