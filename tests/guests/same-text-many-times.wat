;; tries: to hand over little memory as much text: 100 signals, each the same 64 KiB
;; ends: call output-limit
(func $spoil (param i32) (local $n i32)
  (loop $l
    (memory.copy (i32.add (i32.const 4096) (i32.mul (local.get $n) (i32.const 40))) (i32.const 512) (i32.const 40))
    (i32.store offset=20 (i32.add (i32.const 4096) (i32.mul (local.get $n) (i32.const 40))) (i32.const 65536))
    (i32.store offset=16 (i32.add (i32.const 4096) (i32.mul (local.get $n) (i32.const 40))) (i32.const 0))
    (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 100))))
  (i32.store (i32.const 260) (i32.const 4096)) (i32.store (i32.const 264) (i32.const 100)))
