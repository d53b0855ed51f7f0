\pset format csv
select 1 as a, 'x,y' as b, 'q"q' as c, E'l1\nl2' as d, null as e, '' as f, '\.' as g;
\pset csv_fieldsep ';'
select 'a;b' as x, 'a,b' as y;
\t on
select 1, 2;
\t off
\x
select 1 as a, 'b,c' as b;
\x
select 1 where false;
\pset csv_fieldsep ab
\pset csv_fieldsep '"'
