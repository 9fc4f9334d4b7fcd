;; tries: to have the host write the record outside of its memory
;; ends: call bad-output
(func (export "realloc") (param i32 i32 i32 i32) (result i32)
  (if (i32.load (i32.const 4096)) (then (return (i32.const 0xfffffff0))))
  (i32.store (i32.const 4096) (i32.const 1))
  (i32.const 65536))
