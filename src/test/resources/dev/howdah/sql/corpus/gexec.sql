create table ge(a int);
select format('insert into ge values (%s)', i) from generate_series(1,3) i \gexec
select 'select count(*) from ge', null, 'select 1/0', 'select 2 as after' \gexec
\set ECHO all
select 'select 7 as seven' \gexec
\set ECHO none
