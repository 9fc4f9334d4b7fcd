;; tries: to speak a contract from before the first release
;; ends: read contract-version
;; contract: 0.9.0
