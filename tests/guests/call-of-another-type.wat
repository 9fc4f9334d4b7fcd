;; tries: to call a function by another signature than its own
;; ends: call trap
(type $other (func (param i64)))
(table funcref (elem $nothing))
(func $nothing)
(func $spoil (param i32) (call_indirect (type $other) (i64.const 1) (i32.const 0)))
