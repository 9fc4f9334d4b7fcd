;; tries: to keep the compiler busy with a small function of many loops and many variables
;; ends: load compile-limit
(func (local {{repeat 9000: i32}}) {{repeat 2000: (loop (br_if 0 (local.get 0)))}})
