;; tries: to have nine tables, each of them small
;; ends: load invalid-component
(table 1 funcref) (table 1 funcref) (table 1 funcref)
;; -- of the component
(core module $three (table 1 funcref) (table 1 funcref) (table 1 funcref))
(core instance (instantiate $three))
(core instance (instantiate $three))
