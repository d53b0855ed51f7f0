create table c(a int, b text);
copy c from stdin;
1	one
2	\N
3	a;b
\.
select * from c order by a;
copy c(a,b) from stdin with (format csv, header);
a,b
4,"x,y"
\.
select count(*) from c;
copy c from stdin;
x	bad
\.
select count(*) from c;
