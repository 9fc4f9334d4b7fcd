;; tries: to import lists that its manifest does not declare
;; ends: read undeclared-import
;; imports: contains
