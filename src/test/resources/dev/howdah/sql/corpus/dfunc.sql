create function fa(a int, b text default 'x', out c int) language sql as 'select 1';
create function fb(variadic x int[]) returns setof text language sql immutable as 'select null::text';
create procedure pr(a int) language sql as 'select 1';
create aggregate ag(int) (sfunc = int4pl, stype = int, initcond = '0');
\df fa
\df fb
\df pr
\df ag
\dfp
\dfa ag
\df nothere
\df f?
