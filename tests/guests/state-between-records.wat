;; tries: to count the applicants that it saw
;; ends: call ok
;; answer: {"first": "Xanthippe Quillfeather", "count": 103}
(global $seen (mut i32) (i32.const 0))
(func $spoil (param i32)
  (global.set $seen (i32.add (global.get $seen) (i32.const 100)))
  (i64.store (i32.const 568) (i64.add (i64.load (i32.const 568)) (i64.extend_i32_u (global.get $seen)))))
