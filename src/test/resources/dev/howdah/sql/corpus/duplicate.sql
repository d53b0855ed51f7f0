select 1 as a, 2 as a, 3 as "", 4 as "?column?";
select * from (values (1,2)) t(x, x2), lateral (select x) u(x);
select 'x' as "UPPER", 'y' as "with space", 'z' as "tab	in";
