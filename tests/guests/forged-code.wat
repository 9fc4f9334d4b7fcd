;; tries: to blame the host by a code of the host's
;; ends: call plugin-failure
(data (i32.const 4096) "host-error")
(func $spoil (param i32)
  (i32.store8 (i32.const 256) (i32.const 1))
  (i32.store (i32.const 260) (i32.const 4096)) (i32.store (i32.const 264) (i32.const 10))
  (i32.store (i32.const 268) (i32.const 48)) (i32.store (i32.const 272) (i32.const 20)))
