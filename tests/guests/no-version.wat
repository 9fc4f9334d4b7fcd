;; tries: to import an interface of the contract without saying which version
;; ends: read forbidden-import
;; -- of the component
(import "hirewall:detector/http" (instance))
