;; tries: to give 1,025 JSON pointers as evidence
;; ends: call bad-evidence
(func $spoil (param i32) (local $at i32)
  (local.set $at (i32.const 4096))
  (loop $l
    (i64.store (local.get $at) (i64.load (i32.const 320)))
    (br_if $l (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (i32.const 12296))))
  (i32.store (i32.const 536) (i32.const 4096)) (i32.store (i32.const 540) (i32.const 1025)))
