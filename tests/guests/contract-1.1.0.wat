;; tries: to speak a later contract than the host
;; ends: read contract-version
;; contract: 1.1.0
