;; tries: to be 100 million instances in a file of two kilobytes: a component of ten components of ten components, and so on
;; ends: load compile-limit
;; -- of the component
(component $c0)
(component $c1 (alias outer 1 $c0 (component $c)) {{repeat 10: (instance (instantiate $c))}})
(component $c2 (alias outer 1 $c1 (component $c)) {{repeat 10: (instance (instantiate $c))}})
(component $c3 (alias outer 1 $c2 (component $c)) {{repeat 10: (instance (instantiate $c))}})
(component $c4 (alias outer 1 $c3 (component $c)) {{repeat 10: (instance (instantiate $c))}})
(component $c5 (alias outer 1 $c4 (component $c)) {{repeat 10: (instance (instantiate $c))}})
(component $c6 (alias outer 1 $c5 (component $c)) {{repeat 10: (instance (instantiate $c))}})
(component $c7 (alias outer 1 $c6 (component $c)) {{repeat 10: (instance (instantiate $c))}})
(component $c8 (alias outer 1 $c7 (component $c)) {{repeat 10: (instance (instantiate $c))}})
(instance (instantiate $c8))
