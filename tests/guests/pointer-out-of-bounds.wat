;; tries: to have the host read outside of the guest's memory
;; ends: call bad-output
(func $spoil (param i32) (i32.store (i32.const 528) (i32.const 0x7ffffff0)))
