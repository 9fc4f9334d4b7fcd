;; tries: to give a signal that its manifest does not declare
;; ends: call unknown-signal
(func $spoil (param i32) (i32.store (i32.const 516) (i32.const 4)))
