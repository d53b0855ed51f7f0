create table k(a int, b text);
\copy k from stdin
10	ten
11	eleven
\.
table k;
\copy k (a) from stdin csv
12
\.
\copy nothere from stdin
\.
\copy
\copy k from '/nonexistent/file'
select count(*) from k;
