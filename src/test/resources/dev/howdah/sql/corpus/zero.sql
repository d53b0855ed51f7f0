select;
select from generate_series(1,3);
select 1 where false;
create table nocols();
table nocols;
\x
select;
select from generate_series(1,2);
select 1 where false;
