select null as a, 'null' as b, '' as c;
\pset null '(null)'
select null as a, 'null' as b, '' as c;
\pset null
\pset
