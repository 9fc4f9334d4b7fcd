;; tries: to begin with more table elements than it may have
;; ends: load table-limit
(table 20000 funcref)
