;; tries: nothing: it fails on its own account while it is configured
;; ends: load no-luck
(func (export "configure") (param i32 i32) (result i32)
  (i32.store8 (i32.const 256) (i32.const 1))
  (i32.store (i32.const 260) (i32.const 40)) (i32.store (i32.const 264) (i32.const 7))
  (i32.store (i32.const 268) (i32.const 48)) (i32.store (i32.const 272) (i32.const 20))
  (i32.const 256))
