-- several statements in one message: results wait for the next one, notices do not
create table cartoons (line int, who text);
create function say(text) returns bool language plpgsql as $$ begin raise notice 'said %', $1; return true; end $$;
select 1 as one \; select say('two') \; select 3 as three;
select 4 as four \; insert into cartoons values (1, 'Hobbes') \; select say('five') \; update cartoons set line = 2;
select 6 as six \; select 7 as seven \; select 8 as eight \gset
\echo :six :seven :eight
select 9 as nine \; select 'select 10 as ten' union all select 'select 11 as eleven' \gexec
select 1 as a \; select 2 as b \; select 1/0 as c \; select 4 as d;
select 1 as a \; selekt 2;
\echo :ERROR :SQLSTATE :ROW_COUNT
select say('x') \; select 1/0;
\set SHOW_ALL_RESULTS off
select 1 as one \; select say('only notice') \; select 3 as three;
insert into cartoons values (3, 'Susie') \; select count(*) from cartoons;
select 1 as one \; insert into cartoons values (4, 'Moe');
\set SHOW_ALL_RESULTS on
begin \; select 1 as inside \; commit;
select 1 as one \; begin \; select 2 as two;
rollback;
select 1 as one \; copy cartoons to stdout \; select 2 as two;
copy cartoons (line) to stdout \; copy cartoons (who) to stdout with (format csv);
select 'before' as x \; copy cartoons from stdin \; select count(*) from cartoons;
5	Rosalyn
6	Calvin
\.
copy cartoons from stdin \; copy cartoons to stdout \; copy cartoons from stdin \; select 'done' as done;
7	Tracer Bullet
\.
8	Spaceman Spiff
\.
select max(line) from cartoons;
copy cartoons from stdin \; select 'not reached';
nine	Stupendous Man
\.
select max(line) from cartoons;
\x
select 1 as one, 2 as two \; select 3 as three;
\x
select 1 as one \; \; select 2 as two;
