\set QUIET on
create table q(a int);
insert into q values (1);
\x
\pset border 2
\t
select * from q;
\set QUIET off
drop table q;
