\pset linestyle unicode
select 1 as a, E'x\ny' as b;
\pset border 2
select 1 as a, E'x\ny' as b;
\pset unicode_border_linestyle double
\pset unicode_column_linestyle double
\pset unicode_header_linestyle double
select 1 as a, 'b' as b;
\x
select 1 as a, 'b' as b;
\pset linestyle old-ascii
\x
select 1 as a, E'x\ny' as b;
\pset linestyle other
\pset unicode_border_linestyle triple
