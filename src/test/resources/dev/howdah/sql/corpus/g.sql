select 1 as a \g
select 1 as a, 'x' as b \gx
select 2 as c \g (format=csv)
select 3 as d \g (format=unaligned tuples_only=on)
select 4 as e
\g
\g
select 5 \gx (border=2)
\g (format=csv
select 6;
