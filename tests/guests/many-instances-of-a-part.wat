;; tries: to be instantiated in many parts that its file names but once
;; ends: load invalid-component
;; -- of the component
(component $part (core module $m) {{repeat 7: (core instance (instantiate $m))}})
(instance (instantiate $part)) (instance (instantiate $part)) (instance (instantiate $part))
