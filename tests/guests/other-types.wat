;; tries: to be asked by other types than the contract's
;; ends: load contract-types
(component
  (core module $m (func (export "f") (result i32) (i32.const 1)))
  (core instance $i (instantiate $m))
  (func $f (result u32) (canon lift (core func $i "f")))
  (instance $e (export "configure" (func $f)) (export "detect" (func $f)))
  (export "hirewall:detector/guest@1.0.0" (instance $e)))
