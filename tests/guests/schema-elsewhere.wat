;; tries: to have the host read a file of its own as a schema
;; ends: load signals-schema
;; manifest: {"signals": {"type": "object", "properties": {"first": {"$ref": "file:///etc/hostname"}, "count": {"type": "integer"}}}}
