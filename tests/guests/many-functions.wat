;; tries: to keep the compiler busy with 100,001 functions
;; ends: load compile-limit
{{repeat 100001: (func)}}
