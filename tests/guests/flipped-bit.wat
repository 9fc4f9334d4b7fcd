;; tries: to be loaded although one bit of its code, behind the word `flip`, is another
;; ends: load invalid-component
;; file: flipped
(func (drop (v128.const i8x16 102 108 105 112 102 108 105 112 102 108 105 112 102 108 105 112)))
