;; tries: to be loaded although half of the file is missing
;; ends: read truncated
;; file: cut
