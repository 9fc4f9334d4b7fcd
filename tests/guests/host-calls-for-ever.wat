;; tries: to ask a list for ever
;; ends: call host-call-limit
;; imports: contains
;; manifest: {"capabilities": {"lists": ["staff"]}}
(func $spoil (param i32)
  (loop $l (drop (call $contains (i32.const 80) (i32.const 5) (i32.const 80) (i32.const 5))) (br $l)))
