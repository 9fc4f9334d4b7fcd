;; tries: to hand over a log line of 2 MiB
;; ends: call output-limit
;; lines: 0
;; imports: log
;; manifest: {"capabilities": {"log": true}}
(func $spoil (param i32)
  (drop (memory.grow (i32.const 40)))
  (call $log (i32.const 3) (i32.const 65536) (i32.const 2097152)))
