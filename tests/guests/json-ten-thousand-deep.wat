;; tries: to use up the host's stack by JSON that is nested 10,000 deep
;; ends: call bad-signals
;; manifest: {"signals": {"type": "object", "properties": {"first": {}, "count": {"type": "integer"}}}}
(func $spoil (param i32)
  (memory.fill (i32.const 4096) (i32.const 91) (i32.const 10000))
  (memory.fill (i32.const 14096) (i32.const 93) (i32.const 10000))
  (i64.store (i32.const 520) (i64.const 5))
  (i32.store (i32.const 528) (i32.const 4096)) (i32.store (i32.const 532) (i32.const 20000)))
