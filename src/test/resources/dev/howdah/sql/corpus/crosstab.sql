-- a grid of three columns, by default and by names and numbers
create table calls (team text, day text, n int, day_no int, note text);
insert into calls values ('api','mon',3,1,'x'),('api','tue',5,2,null),('web','tue',8,2,'y'),('web','wed',null,3,'z'),('job','mon',13,1,'w');
select team, day, n from calls order by team, day \crosstabview
select team, day, sum(n) from calls group by 1, 2 order by 1, 2 \crosstabview day team
select day, team, n, day_no from calls order by 1, 2 \crosstabview team day n day_no
select day, team, n, day_no from calls order by 1 desc, 2 \crosstabview 2 1 3 4
select team, null as day, n from calls order by n \crosstabview
\pset null '(none)'
select team, case when n > 4 then day end, n from calls where n is not null order by n \crosstabview
select case when n > 4 then team end as who, day, n as "N" from calls where n is not null order by n \crosstabview Who DAY "N"
\pset null ''
\pset border 2
select team, day, n from calls order by day_no, team \crosstabview
\pset border 1
\x
select team, day, n from calls order by day_no, team \crosstabview
\x
\pset format unaligned
select team, day, n from calls order by day_no, team \crosstabview
\pset format aligned
\t
select team, day, n from calls order by day_no, team \crosstabview
\t
-- what cannot be
select 1, 2 \crosstabview
select team, day, n, day_no from calls \crosstabview
select team, day, n from calls \crosstabview 1 1
select team, day, n from calls \crosstabview 0 1
select team, day, n from calls \crosstabview 1 4
select team, day, n from calls \crosstabview nothing day
select team, day as team, n from calls \crosstabview team 2
select team, 'all' as day, n from calls order by n \crosstabview
select team, day, n from calls where false \crosstabview
create table made_by (a int) \crosstabview
select i, i, i from generate_series(1, 1601) i \crosstabview 1 2 3
select i % 2, i, i from generate_series(1, 1601) i \crosstabview 1 2 3
select nothing \crosstabview
-- sort values that are no numbers stand last
select v, h, c, s from (values ('a', 'x', 1, '-2'), ('a', 'y', 2, 'ten'), ('a', 'z', 3, '1'), ('b', 'x', 4, '9'), ('b', 'w', 5, null)) t(v, h, c, s) \crosstabview v h c s
select 'left' as v, E'two\nlines' as h, 1.5 as c \crosstabview
\echo :ROW_COUNT
select team, day, n from calls order by team, day \crosstabview 1 2 3 4 5
