;; tries: to take all memory of the machine by tables
;; ends: call table-limit
(table $t 1 funcref)
(func $spoil (param i32)
  (loop $l (br_if $l (i32.ne (table.grow $t (ref.null func) (i32.const 999)) (i32.const -1))))
  unreachable)
