;; tries: to call the host while the host calls it
;; ends: call trap
;; imports: log
;; manifest: {"capabilities": {"log": true}}
(func (export "realloc") (param i32 i32 i32 i32) (result i32)
  (if (i32.load (i32.const 4096)) (then (call $log (i32.const 1) (i32.const 16) (i32.const 5))))
  (i32.store (i32.const 4096) (i32.const 1))
  (i32.const 65536))
