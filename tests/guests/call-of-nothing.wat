;; tries: to call what an empty place of a table holds
;; ends: call trap
(table 1 funcref)
(func $spoil (param i32) (call_indirect (i32.const 0)))
