;; tries: to return a number of another type than its caller takes, to read memory of the host
;; ends: load invalid-component
(func (result i32) (i64.const 1))
