;; tries: to keep the host busy with a manifest of 2 MiB
;; ends: read manifest-too-large
;; file: padded
