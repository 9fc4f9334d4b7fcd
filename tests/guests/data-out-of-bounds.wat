;; tries: to have its data written outside of its memory
;; ends: load trap
(data (i32.const 0xfffffff0) "beyond")
