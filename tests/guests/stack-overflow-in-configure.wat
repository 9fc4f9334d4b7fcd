;; tries: to use up the stack of the thread that loads it
;; ends: load stack-overflow
(func $deep (call $deep) (call $deep))
(func (export "configure") (param i32 i32) (result i32) (call $deep) unreachable)
