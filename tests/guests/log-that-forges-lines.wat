;; tries: to make one log line look like two, the second one the host's, in red
;; ends: call ok
;; answer: {"first": "Xanthippe Quillfeather", "count": 3}
;; lines: 5
;; imports: log
;; manifest: {"capabilities": {"log": true}}
(data (i32.const 4096) "fine\0a\1b[31merror: the host is broken")
(func $spoil (param i32) (call $log (i32.const 1) (i32.const 4096) (i32.const 37)))
