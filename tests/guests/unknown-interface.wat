;; tries: to import an interface that the contract has not
;; ends: read forbidden-import
;; -- of the component
(import "hirewall:detector/files@1.0.0" (instance))
