;; tries: to declare a kind of records and fail at each of them, with words that hold the record
;; ends: call unknown-kind
(data (i32.const 4096) "unknown-kind")
(func $spoil (param $inputs i32)
  (i32.store8 (i32.const 256) (i32.const 1))
  (i32.store (i32.const 260) (i32.const 4096)) (i32.store (i32.const 264) (i32.const 12))
  (i32.store (i32.const 268) (i32.load offset=8 (local.get $inputs)))
  (i32.store (i32.const 272) (i32.load offset=12 (local.get $inputs))))
