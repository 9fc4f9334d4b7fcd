;; tries: to be loaded without saying anything of itself
;; ends: read no-manifest
;; file: bare
