select 1 as a;
select 'no semicolon' as b
