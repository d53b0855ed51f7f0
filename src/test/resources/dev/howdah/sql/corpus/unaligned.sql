\a
select 1 as a, 'x|y' as b, null as c;
\f ';'
select 1 as a, 'b' as b union all select 2, 'c';
\t
select 1 as a, 'b' as b union all select 2, 'c';
\t
\x
select 1 as a, 'b' as b union all select 2, 'c';
\x
\pset recordsep ' / '
select 1 as a union all select 2;
\pset footer off
select 1 as a union all select 2;
\pset recordsep '\n'
\pset fieldsep '\t'
select 1, 2;
\a
select 1;
