select 1 as a\; select 2 as b\; select 3 as c;
create table m(i int)\; insert into m values (1),(2)\; select * from m;
select 1\; select 1/0;
begin\; select 5\; rollback;
