;; tries: to keep the host busy with 400,000 numbers for a schema of 200 alternatives
;; ends: call bad-signals
;; manifest: {"signals": {"type": "object", "properties": {"first": {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/ten"}, {"$ref": "#/$defs/ten"}, {"$ref": "#/$defs/ten"}, {"$ref": "#/$defs/ten"}, {"$ref": "#/$defs/ten"}]}}, "count": {"type": "integer"}}, "$defs": {"ten": {"anyOf": [{"const": 2}, {"const": 3}, {"const": 4}, {"const": 5}, {"const": 6}, {"const": 7}, {"const": 8}, {"const": 9}, {"const": 10}, {"const": 11}]}}}}
(func $spoil (param i32) (local $n i32)
  (drop (memory.grow (i32.const 20)))
  (i32.store8 (i32.const 131072) (i32.const 0x5b))
  (loop $l
    (i32.store16 (i32.add (i32.const 131073) (i32.shl (local.get $n) (i32.const 1))) (i32.const 0x2c31))
    (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 400000))))
  (i32.store16 (i32.const 931073) (i32.const 0x5d31))
  (i64.store (i32.const 520) (i64.const 5))
  (i32.store (i32.const 528) (i32.const 131072)) (i32.store (i32.const 532) (i32.const 800003)))
