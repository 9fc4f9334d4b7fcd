;; tries: to have the host take over 100,000 signals
;; ends: call output-limit
(func $spoil (param i32)
  (drop (memory.grow (i32.const 64)))
  (i32.store (i32.const 264) (i32.const 100000)))
