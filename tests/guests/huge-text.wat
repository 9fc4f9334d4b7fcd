;; tries: to hand over a text of 2 MiB
;; ends: call output-limit
(func $spoil (param i32)
  (drop (memory.grow (i32.const 40)))
  (i32.store (i32.const 528) (i32.const 65536))
  (i32.store (i32.const 532) (i32.const 2097152)))
