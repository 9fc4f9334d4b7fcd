;; tries: to write the applicant's name to the operator's log, whole and within other words
;; ends: call ok
;; answer: {"first": "Xanthippe Quillfeather", "count": 3}
;; lines: 0
;; imports: log
;; manifest: {"capabilities": {"log": true}}
(func $spoil (param $inputs i32)
  (call $log (i32.const 0) (i32.load offset=8 (local.get $inputs)) (i32.load offset=12 (local.get $inputs)))
  (memory.copy (i32.const 4096) (i32.const 48) (i32.const 6))
  (memory.copy (i32.const 4102) (i32.load offset=8 (local.get $inputs)) (i32.load offset=12 (local.get $inputs)))
  (call $log (i32.const 3) (i32.const 4096) (i32.add (i32.const 6) (i32.load offset=12 (local.get $inputs)))))
