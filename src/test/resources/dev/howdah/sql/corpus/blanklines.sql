select 'a

b' as with_blank,

  2 as two,
  nope;

select 1;
