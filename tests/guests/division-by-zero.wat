;; tries: to divide by zero
;; ends: call trap
(func $spoil (param i32) (drop (i32.div_u (i32.const 1) (i32.load (i32.const 4096)))))
