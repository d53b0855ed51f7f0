-- branches inside a statement leave only what ran
select
  \if true
    1 as taken
  \else
    (this is not
  \endif
  , 2 as always;
select \if false \\ (no \elif 0 \\ nor this; \else \\ 42 as else_taken \endif \\ , 'end' as last;
\set wanted on
select 'a'
  \if :wanted
    || 'b'
    \if false
      || 'c'
    \else
      || 'd'
    \endif
  \endif
  || 'e' as letters;
\if false
  select 'not sent';
  select 'nor this';
\elif false
  select (((
\endif
select 'sent' as one;
\if true
  select 'first';
  select 'second';
\else
  select 'third';
  not a statement
\endif
-- the buffer is what ran last
\g
-- an argument that is not looked at
\set q '\\q'
\if false
  :q
  \echo `no such program` :q :'q' :"q" :{?q}
  \set q other
  \copy nothing to nowhere \else \echo still the same line
  \o | nowhere \else
  \! nothing \else
  \elif false \echo not a condition
\else
  \echo else :q
\endif
\pset fieldsep | `no such program` :q :'q' :{?q}
\pset fieldsep
\endif
\else
\elif true
\if
\endif
\if maybe
  \echo no
\endif
\if true
\else
\else
\elif false
\endif
\echo -n bare
\echo
\echo '-n' in quotes
\set n -n
\echo :n from a variable
\echo x -n later
\echo -n -n twice
\echo
