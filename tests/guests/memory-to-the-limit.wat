;; tries: nothing forbidden: it takes all memory that it may have and fills it, and answers
;; ends: call ok
;; answer: {"first": "Xanthippe Quillfeather", "count": 3}
;; limits: {"memory_mib": 4}
(func $spoil (param i32)
  (loop $l (br_if $l (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
  (memory.fill (i32.const 131072) (i32.const 7) (i32.const 4063232)))
