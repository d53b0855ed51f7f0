select 1 as a, 'x'::varchar(7) as b, now() as c, '{1}'::int[] as d, 1.5::numeric(10,2) as e \gdesc
select nope \gdesc
create table zz(a int) \gdesc
select \gdesc
