;; tries: to serve although its operator grants none of the origins that it declares
;; ends: load not-granted
;; imports: fetch
;; manifest: {"capabilities": {"http": ["https://not-granted.example"]}}
