\set ECHO all
select 1
  as a;

-- comment
\echo hi
\set ECHO queries
select 2 -- c
 as b;
\set ECHO errors
select nope;
\set ECHO none
