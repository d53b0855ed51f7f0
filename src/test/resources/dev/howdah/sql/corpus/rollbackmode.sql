\set ON_ERROR_ROLLBACK on
begin;
create table rb(a int);
insert into rb values (1);
insert into rb values ('x');
insert into rb values (2);
savepoint mine;
insert into rb values (3);
rollback to mine;
commit;
table rb;
