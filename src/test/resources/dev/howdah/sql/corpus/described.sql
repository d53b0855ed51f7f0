-- columns of what would come, of any statement, and none of it runs
create table kept (n int primary key, name varchar(7) default 'x', at timestamptz);
select n, name, at, $1::numeric(8,2) as price, $2 || '' as words, array[$3::int] as many from kept \gdesc
insert into kept values (1) returning n, name as called \gdesc
update kept set n = 2 where n = $1 returning * \gdesc
delete from kept \gdesc
table kept;
prepare one(int) as select n, at from kept where n = $1;
execute one(1) \gdesc
explain execute one(1) \gdesc
show timezone \gdesc
create table other (a int) \gdesc
select from kept \gdesc
select 1 + \gdesc
\echo :ERROR :SQLSTATE :ROW_COUNT
select nothing from kept \gdesc
select 1 \; select 2 \gdesc
\echo :ERROR :SQLSTATE :ROW_COUNT
select 1 as "a b", null as "c'd", 'x'::name as "" \gdesc
\echo :ERROR :SQLSTATE :ROW_COUNT
begin;
select 1/0;
select 1 as failed \gdesc
rollback;
\x
select 1 as one, 'x'::text as two \gdesc
\x
