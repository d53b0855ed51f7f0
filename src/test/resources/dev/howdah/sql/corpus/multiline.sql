select E'line1\nline2\nlonger line three' as ml, 1 as n union all select 'single', 2;
select 1 as E, E'a\nb' as "head
er", 'z' as z;
\pset border 2
select E'line1\nline2' as ml, E'x\ny\nz' as n;
\pset border 0
select E'line1\nline2' as ml, E'x\ny\nz' as n;
\pset border 1
\x
select E'line1\nline2' as ml, 'plain' as n;
\pset border 2
select E'line1\nline2' as ml, 'plain' as n;
\pset border 0
select E'line1\nline2' as ml, 'plain' as n;
