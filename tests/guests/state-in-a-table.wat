;; tries: to keep from record to record in a table what the host cannot keep as a snapshot
;; ends: call ok
;; answer: {"first": "Xanthippe Quillfeather", "count": 1}
(table $t 1 funcref)
(func $spoil (param i32)
  (drop (table.grow $t (ref.null func) (i32.const 1)))
  (i64.store (i32.const 568) (i64.extend_i32_u (i32.sub (table.size $t) (i32.const 1)))))
