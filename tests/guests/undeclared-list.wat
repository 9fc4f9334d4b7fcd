;; tries: to ask a list that its operator has and its manifest does not declare
;; ends: call forbidden-call
;; imports: contains
;; manifest: {"capabilities": {"lists": ["staff"]}}
(func $spoil (param i32) (drop (call $contains (i32.const 88) (i32.const 9) (i32.const 80) (i32.const 5))))
