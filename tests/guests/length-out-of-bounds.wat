;; tries: to have the host read beyond the end of the guest's memory
;; ends: call bad-output
(func $spoil (param i32) (i32.store (i32.const 264) (i32.const -1)))
