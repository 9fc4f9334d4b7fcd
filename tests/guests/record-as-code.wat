;; tries: to pass the record on as the code of its failure
;; ends: call plugin-failure
(func $spoil (param $inputs i32)
  (i32.store8 (i32.const 256) (i32.const 1))
  (i64.store (i32.const 260) (i64.load offset=8 (local.get $inputs)))
  (i64.store (i32.const 268) (i64.const 0)))
