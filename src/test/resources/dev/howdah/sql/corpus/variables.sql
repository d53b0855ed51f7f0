\set a 42
\set s 'it''s'
\set n 'My Col'
select :a, :'s', :"a" from (select 1 as "42") t;
select :a as :"n", ':a' as no, 1::int as cast_;
\echo :a :'s' :"n" :missing :{?a} :{?missing}
\set list 1,2, 3
\echo :list
\unset a
select :a;
\set 'bad name' 1
\set AUTOCOMMIT maybe
\set FETCH_COUNT x
\set VERBOSITY loud
\unset
