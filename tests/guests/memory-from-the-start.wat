;; tries: to begin with more memory than it may have
;; ends: load memory-limit
;; -- of the component
(core module $large (memory 2000))
(core instance (instantiate $large))
