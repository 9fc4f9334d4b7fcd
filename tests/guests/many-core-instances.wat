;; tries: to be instantiated in many parts
;; ends: load invalid-component
;; -- of the component
(core module $part)
{{repeat 21: (core instance (instantiate $part))}}
