;; tries: to speak another contract
;; ends: read contract-version
;; contract: 2.0.0
