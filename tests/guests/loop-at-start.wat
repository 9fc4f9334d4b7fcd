;; tries: to keep a thread for ever while it is instantiated
;; ends: load time-limit
;; limits: {"configure_ms": 20}
(func $start (loop $l (br $l)))
(start $start)
