;; tries: to break off while it is instantiated
;; ends: load trap
(func $start unreachable)
(start $start)
