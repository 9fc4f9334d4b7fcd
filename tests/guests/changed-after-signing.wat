;; tries: to pass for what its vendor signed
;; ends: signature invalid
;; file: changed
