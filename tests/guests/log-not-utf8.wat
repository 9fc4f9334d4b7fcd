;; tries: to write bytes to the operator's log that are no text
;; ends: call bad-output
;; imports: log
;; manifest: {"capabilities": {"log": true}}
(data (i32.const 4096) "\ff\fe")
(func $spoil (param i32) (call $log (i32.const 1) (i32.const 4096) (i32.const 2)))
