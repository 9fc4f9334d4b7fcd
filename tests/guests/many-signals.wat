;; tries: to give one signal more than it may
;; ends: call signal-limit
(func $spoil (param i32) (i32.store (i32.const 264) (i32.const 257)))
