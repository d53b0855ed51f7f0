\pset format asciidoc
select 1 as a, 'x|y' as b, null as c;
\pset border 0
\pset title 'T'
select 1 as a, 'x' as b;
\pset border 2
select 'l' as a, '' as b;
\x
select 1 as a, 'x' as b union all select 2, 'y';
\t
select 1 as a;
\x
select 1 as a;
