;; tries: to give a signal twice
;; ends: call duplicate-signal
(func $spoil (param i32) (i64.store (i32.const 552) (i64.load (i32.const 512))))
