;; tries: to ask a table that its operator has and its manifest does not declare
;; ends: call forbidden-call
;; imports: get
;; manifest: {"capabilities": {"tables": ["staff"]}}
(func $spoil (param i32) (call $get (i32.const 88) (i32.const 9) (i32.const 80) (i32.const 5) (i32.const 700)))
