;; tries: to be loaded without anything to be asked
;; ends: read no-guest
(component)
