;; tries: to keep the host busy for ever with the check of its signals
;; ends: load signals-schema
;; manifest: {"signals": {"type": "object", "properties": {"first": {"$ref": "#/properties/first"}, "count": {"type": "integer"}}}}
