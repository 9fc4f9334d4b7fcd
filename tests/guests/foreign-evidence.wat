;; tries: to give as evidence a field that it does not read
;; ends: call bad-evidence
(data (i32.const 4096) "/age")
(func $spoil (param i32) (i32.store (i32.const 320) (i32.const 4096)) (i32.store (i32.const 324) (i32.const 4)))
