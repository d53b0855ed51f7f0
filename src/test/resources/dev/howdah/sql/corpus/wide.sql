select '한글' as "이름", 'abc' as x union all select 'e' || U&'\0301', '🙂' union all select 'ＡＢ', E'a\tb';
select E'ctl\x01\x7f' as c, E'cr\rx' as d, 'x' as e;
\pset border 2
select '日本語' as a, 1 as b union all select 'x', 22;
