select 1;
\set ON_ERROR_STOP on
select nope;
select 'never';
