select 1 as a;
select 'open quote
