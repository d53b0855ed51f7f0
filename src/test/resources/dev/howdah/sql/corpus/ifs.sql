\if true
select 'yes' as branch;
\elif garbage
select 'never';
\else
select 'no';
\endif
\if off
  \if on
  select 'inner';
  \endif
  \echo hidden :x `rm`
select 'half
; hidden';
\else
\echo shown
\endif
\if maybe
\echo x
\endif
\endif
\else
\elif true
\if 1
select 1 as open_if;
