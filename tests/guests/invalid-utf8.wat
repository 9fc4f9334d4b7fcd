;; tries: to pass bytes for text that are none
;; ends: call bad-output
(data (i32.const 4096) "\ff\fe\c0\80")
(func $spoil (param i32) (i32.store (i32.const 528) (i32.const 4096)) (i32.store (i32.const 532) (i32.const 4)))
