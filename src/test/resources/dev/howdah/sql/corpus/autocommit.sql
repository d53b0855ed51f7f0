\set AUTOCOMMIT off
create table ac(a int);
insert into ac values (1);
rollback;
table ac;
rollback;
create table ac(a int);
commit;
\set AUTOCOMMIT on
table ac;
