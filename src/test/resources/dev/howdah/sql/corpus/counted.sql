-- what is known of the statement before
\set FETCH_COUNT 10
select n from generate_series(1, 23) n where n > 20;
\echo :ERROR :SQLSTATE :ROW_COUNT
select n from generate_series(1, 23) n offset 1;
\echo :ERROR :SQLSTATE :ROW_COUNT
select 1 / (15 - n) from generate_series(1, 19) n;
\echo :ERROR :SQLSTATE
\set FETCH_COUNT 0
select 97 as "EOF", 'ok' as "_foo", 'x' as "TOEXIT" \gset IGNORE
\echo :IGNOREEOF :IGNORE_foo :IGNORETOEXIT
select 'on' as "AUTOCOMMIT", 'yes' as free \gset
\echo :AUTOCOMMIT :free
select 'p' as "PROMPT1" \gset
create table rolled (a int);
\set ON_ERROR_ROLLBACK on
begin;
insert into rolled values (1);
commit and chain;
insert into rolled values (2);
selekt;
insert into rolled values (3);
rollback and chain;
insert into rolled values (4);
savepoint s;
insert into rolled values (5);
rollback to s;
commit;
table rolled;
