;; tries: to write a log line of a level that there is not
;; ends: call bad-output
;; imports: log
;; manifest: {"capabilities": {"log": true}}
(func $spoil (param i32) (call $log (i32.const 77) (i32.const 48) (i32.const 20)))
