select 1 as one, 'two words' as two, null as three \gset
\echo :one :two :three
select 10 as a \gset p_
\echo :p_a
select 1 where false \gset
select generate_series(1,2) as x \gset
select 1 as "bad name" \gset
select 1/0 as z \gset
\echo :z
