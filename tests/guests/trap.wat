;; tries: to break off, as a panic does
;; ends: call trap
(func $spoil (param i32) unreachable)
