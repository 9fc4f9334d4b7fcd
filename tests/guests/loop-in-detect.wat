;; tries: to keep a thread for ever when it is asked
;; ends: call time-limit
;; limits: {"time_ms": 20}
(func (export "detect") (param i32 i32 i64 i32 i32 i32 i32) (result i32) (loop $l (br $l)) unreachable)
