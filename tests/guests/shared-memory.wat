;; tries: to measure time by a thread that counts
;; ends: load invalid-component
;; -- of the component
(core module $m (memory 1 1 shared))
(core instance (instantiate $m))
