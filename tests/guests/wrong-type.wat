;; tries: to give a text where its manifest declares an integer
;; ends: call bad-signals
(func $spoil (param i32)
  (i64.store (i32.const 560) (i64.const 4))
  (i32.store (i32.const 568) (i32.const 48)) (i32.store (i32.const 572) (i32.const 20)))
