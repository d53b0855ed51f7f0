select 1 -- comment
+ 2 as three, 5*/* c */3 as fifteen;
select 2 <> 3 as ne, 7 % 4 as m, '{"a":1}'::jsonb ? 'a' as has, 3 !~~ 4;
select '{1,2,3}'::int[] @> '{2}' as contains, array[1,2,3][2:3];
