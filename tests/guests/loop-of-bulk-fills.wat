;; tries: to spend its time in bulk instructions, of which each takes long
;; ends: call time-limit
;; limits: {"time_ms": 20}
(func $spoil (param i32)
  (drop (memory.grow (i32.const 500)))
  (loop $l (memory.fill (i32.const 65536) (i32.const 1) (i32.const 32000000)) (br $l)))
