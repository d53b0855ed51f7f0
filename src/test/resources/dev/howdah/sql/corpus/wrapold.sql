-- names and values of several lines, across and down, in each style of lines, whole and wrapped
prepare q as select array_to_string(array_agg(repeat('x',2*n)),E'\n') as "ab

c", array_to_string(array_agg(repeat('y',20-2*n)),E'\n') as "a
bc" from generate_series(1,10) as n(n) group by n>1 order by n>1;
\pset columns 24
\pset expanded on
\pset linestyle old-ascii
\pset border 0
\pset format aligned
execute q;
\pset format wrapped
execute q;
\pset border 1
\pset format aligned
execute q;
\pset format wrapped
execute q;
\pset border 2
\pset format aligned
execute q;
\pset format wrapped
execute q;
\pset linestyle ascii
\pset border 0
execute q;
\pset border 1
execute q;
\pset border 2
execute q;
\pset linestyle unicode
\pset columns 15
execute q;
\pset border 1
execute q;
\t
execute q;
\t
select n as "wide name of a column", repeat('z', n * 9) as z from generate_series(1, 12) n where n % 4 = 0;
\pset columns 5
select n as "wide name of a column", repeat('z', n * 9) as z from generate_series(1, 12) n where n % 4 = 0;
\pset border 0
\pset expanded off
\pset columns 24
execute q;
\pset linestyle old-ascii
execute q;
\pset border 2
execute q;
