;; tries: to send the record to an origin that is not granted; it traps unless the call is denied
;; ends: call ok
;; answer: {"first": "Xanthippe Quillfeather", "count": 3}
;; imports: fetch
;; manifest: {"capabilities": {"http": ["https://granted.example"]}}
(data (i32.const 4096) "POST") (data (i32.const 4104) "https://elsewhere.example/")
(func $spoil (param $inputs i32)
  (call $fetch (i32.const 4096) (i32.const 4) (i32.const 4104) (i32.const 26) (i32.const 0) (i32.const 0)
    (i32.load offset=8 (local.get $inputs)) (i32.load offset=12 (local.get $inputs)) (i32.const 100) (i32.const 700))
  (if (i32.ne (i32.load8_u (i32.const 700)) (i32.const 1)) (then unreachable))
  (if (i32.load8_u (i32.const 704)) (then unreachable)))
