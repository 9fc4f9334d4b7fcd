;; tries: to write log lines for ever
;; ends: call host-call-limit
;; lines: 0
;; imports: log
;; manifest: {"capabilities": {"log": true}}
(func $spoil (param $inputs i32)
  (loop $l
    (call $log (i32.const 3) (i32.load offset=8 (local.get $inputs)) (i32.load offset=12 (local.get $inputs)))
    (br $l)))
