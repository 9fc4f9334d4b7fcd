;; tries: to import a function that an interface of the contract has not
;; ends: load contract-types
;; manifest: {"capabilities": {"lists": ["staff"]}}
;; -- of the component
(import "hirewall:detector/lists@1.0.0" (instance (export "all" (func (result (list string))))))
