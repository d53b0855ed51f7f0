select nope;
select * from
 missing_table where x = 1;
selec 1;
select 1/0;
select 'a'::int;
insert into nothing values (1);
select 'éééé🙂', nope;
select	tabbed, x from y;
select 1 as aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, 2 as bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, nope as cccccccccccccccccccccc, 4 as ddddddddddddddddddddddddddd;
\errverbose
