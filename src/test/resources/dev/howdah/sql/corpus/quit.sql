\echo before
select 1;
\q
select 'never';
