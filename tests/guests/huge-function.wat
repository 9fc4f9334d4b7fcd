;; tries: to keep the compiler busy with one function of 300 KiB
;; ends: load compile-limit
(func (local i32) {{repeat 60000: (local.set 0 (i32.const 64))}})
