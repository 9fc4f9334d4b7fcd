;; tries: to fail with a message of 2 MiB
;; ends: call output-limit
(func $spoil (param i32)
  (drop (memory.grow (i32.const 40)))
  (i32.store8 (i32.const 256) (i32.const 1))
  (i32.store (i32.const 260) (i32.const 40)) (i32.store (i32.const 264) (i32.const 7))
  (i32.store (i32.const 268) (i32.const 65536)) (i32.store (i32.const 272) (i32.const 2097152)))
