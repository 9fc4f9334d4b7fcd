;; tries: to keep the host for ever while it hands over the record
;; ends: call time-limit
;; limits: {"time_ms": 20}
(func (export "realloc") (param i32 i32 i32 i32) (result i32)
  (if (i32.load (i32.const 4096)) (then (loop $l (br $l))))
  (i32.store (i32.const 4096) (i32.const 1))
  (i32.const 65536))
