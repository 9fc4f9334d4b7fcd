;; tries: to have three memories, each of them small
;; ends: load invalid-component
;; -- of the component
(core module $one (memory 1))
(core instance (instantiate $one))
(core instance (instantiate $one))
