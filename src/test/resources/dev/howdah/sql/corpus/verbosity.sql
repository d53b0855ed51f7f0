create table u(id int primary key, n int check (n > 0));
insert into u values (1, 1);
insert into u values (1, 1);
\set VERBOSITY terse
insert into u values (1, 1);
select nope;
\set VERBOSITY sqlstate
insert into u values (2, 0);
\set VERBOSITY verbose
insert into u values (1, 1);
\set VERBOSITY default
insert into u values (2, -1);
\echo :ERROR :SQLSTATE :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE :ROW_COUNT
select 1;
\echo :ERROR :SQLSTATE :ROW_COUNT
