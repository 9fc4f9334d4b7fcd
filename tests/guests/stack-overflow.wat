;; tries: to use up the stack of the thread that asks
;; ends: call stack-overflow
(func $deep (call $deep) (call $deep))
(func $spoil (param i32) (call $deep))
