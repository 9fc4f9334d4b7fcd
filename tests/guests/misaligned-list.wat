;; tries: to hand over a list that begins at an odd address
;; ends: call bad-output
(func $spoil (param i32) (i32.store (i32.const 260) (i32.const 513)))
