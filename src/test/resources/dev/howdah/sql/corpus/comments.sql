-- leading comment
select 1 -- trailing; not the end
  , 2 /* block ; /* nested ; */ still */ , 3;
/* alone */;
select 4;; select 5;
