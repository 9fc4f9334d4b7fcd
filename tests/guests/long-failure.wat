;; tries: to keep the host busy by words of 1 MB, which have to be searched for what it was handed
;; ends: call no-luck
(func $spoil (param i32)
  (drop (memory.grow (i32.const 16)))
  (memory.fill (i32.const 65536) (i32.const 97) (i32.const 1000000))
  (i32.store8 (i32.const 256) (i32.const 1))
  (i32.store (i32.const 260) (i32.const 40)) (i32.store (i32.const 264) (i32.const 7))
  (i32.store (i32.const 268) (i32.const 65536)) (i32.store (i32.const 272) (i32.const 1000000)))
