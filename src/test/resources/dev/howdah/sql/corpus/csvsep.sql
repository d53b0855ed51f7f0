-- separators that could be taken for the end of COPY's data
\pset format csv
select '\.' as data, '.' as dot;
\pset csv_fieldsep '.'
select '\' as d1, '' as d2, null as d3;
\pset csv_fieldsep '\\'
select '.' as d1, 1 as d2, 'x"y' as d3;
\pset csv_fieldsep ''
\pset csv_fieldsep '\0'
\pset csv_fieldsep 'ab'
\pset csv_fieldsep '"'
\pset csv_fieldsep
\pset csv_fieldsep ;
select 'a;b' as "x;y", 'c' as z;
\x
select 'a;b' as "x;y", '\.' as z;
\pset format unaligned
\d corpus.nothing
create sequence numbers;
\d numbers
select 1 as a, 2 as b;
\t
select 1 as a, 2 as b union all select 3, 4;
