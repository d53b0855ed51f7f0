-- what can be left out of \d+, and the tables behind tables
create table plain (a int, b text);
create materialized view seen as select 1 as one;
create table parted (a int) partition by range (a);
create table parted_one partition of parted for values from (1) to (2) partition by range (a);
create index parted_index on parted (a);
\d+ plain
\dt+ plain
\set HIDE_TABLEAM on
\d+ plain
\dt+ plain
\dm+ seen
\d+ seen
\set HIDE_TOAST_COMPRESSION on
\d+ plain
\d+ parted
\set HIDE_TABLEAM off
\d+ plain
\dPn
\dPn+ parted*
\dPtn
\dPin parted*
\dP
\d pg_toast.pg_toast_2619
create extension if not exists file_fdw;
create server files foreign data wrapper file_fdw;
create foreign table lines (line text options (force_null 'true'), n int) server files options (filename '/dev/null', format 'csv');
\d lines
\d+ lines
drop server files cascade;
drop extension file_fdw;
