;; tries: to pass the record on as the name of a signal
;; ends: call unknown-signal
(func $spoil (param $inputs i32) (i64.store (i32.const 512) (i64.load offset=8 (local.get $inputs))))
