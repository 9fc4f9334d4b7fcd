;; tries: to call out before it is configured, in its start function
;; ends: load forbidden-call
;; imports: fetch
;; manifest: {"capabilities": {"http": ["https://granted.example"]}}
(data (i32.const 4096) "GET") (data (i32.const 4104) "https://granted.example/")
(func $start
  (call $fetch (i32.const 4096) (i32.const 3) (i32.const 4104) (i32.const 24) (i32.const 0) (i32.const 0)
    (i32.const 0) (i32.const 0) (i32.const 100) (i32.const 700)))
(start $start)
