;; tries: to read what lies behind its memory
;; ends: call trap
(func $spoil (param i32) (drop (i32.load (i32.const 0x7ffffff0))))
