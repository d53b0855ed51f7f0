\set x ':x'
\set y 'select 1 as y;'
:y
\set z 'select 2 as z'
:z;
select :x;
\set q 'abc' 'def'
select :'q' as q;
