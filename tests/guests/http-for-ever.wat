;; tries: to call out for ever, to an address that is not public
;; ends: call host-call-limit
;; imports: fetch
;; manifest: {"capabilities": {"http": ["https://granted.example"]}}
(data (i32.const 4096) "GET") (data (i32.const 4104) "https://10.0.0.1/")
(func $spoil (param i32)
  (loop $l
    (call $fetch (i32.const 4096) (i32.const 3) (i32.const 4104) (i32.const 17) (i32.const 0) (i32.const 0)
      (i32.const 0) (i32.const 0) (i32.const 100) (i32.const 700))
    (br $l)))
