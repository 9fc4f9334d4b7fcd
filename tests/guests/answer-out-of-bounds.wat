;; tries: to have the host look for the answer itself outside of the guest's memory
;; ends: call bad-output
(func (export "detect") (param i32 i32 i64 i32 i32 i32 i32) (result i32) (i32.const 0x7ffffff0))
