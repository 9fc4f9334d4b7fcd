;; tries: to have more modules compiled than it may
;; ends: load compile-limit
;; -- of the component
{{repeat 31: (core module)}}
