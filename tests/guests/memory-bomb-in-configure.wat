;; tries: to take all memory of the machine while it is configured
;; ends: load memory-limit
(func (export "configure") (param i32 i32) (result i32)
  (loop $l (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
  unreachable)
