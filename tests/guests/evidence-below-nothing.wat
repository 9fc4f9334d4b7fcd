;; tries: to write what it likes into a JSON pointer below its input
;; ends: call bad-evidence
(data (i32.const 4096) "/name/whatever")
(func $spoil (param i32) (i32.store (i32.const 320) (i32.const 4096)) (i32.store (i32.const 324) (i32.const 14)))
