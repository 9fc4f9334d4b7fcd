;; tries: to show one manifest and serve by another
;; ends: read two-manifests
;; file: twice
