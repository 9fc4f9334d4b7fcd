;; tries: to fill the operator's log, 1,000 lines with each record
;; ends: call ok
;; answer: {"first": "Xanthippe Quillfeather", "count": 3}
;; lines: 53
;; imports: log
;; manifest: {"capabilities": {"log": true}}
(func $spoil (param i32) (local $n i32)
  (loop $l
    (call $log (i32.const 3) (i32.const 48) (i32.const 20))
    (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 1000)))))
