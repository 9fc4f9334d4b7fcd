;; tries: to answer with neither an answer nor a failure
;; ends: call bad-output
(func $spoil (param i32) (i32.store8 (i32.const 256) (i32.const 7)))
