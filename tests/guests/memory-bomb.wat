;; tries: to take all memory of the machine
;; ends: call memory-limit
(func $spoil (param i32)
  (loop $l (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
  unreachable)
