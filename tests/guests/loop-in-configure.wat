;; tries: to keep a thread for ever while it is configured
;; ends: load time-limit
;; limits: {"configure_ms": 20}
(func (export "configure") (param i32 i32) (result i32) (loop $l (br $l)) unreachable)
