\pset format wrapped
\pset columns 40
select repeat('abcdefghij', 8) as long_text, 1 as n, 'short' as s;
select 'words in a sentence that goes on and on and on' as w, repeat('z', 30) as z;
\pset border 2
select repeat('abcdefghij', 8) as long_text, 1 as n;
\x
select repeat('abcdefghij', 8) as long_text, 1 as n;
\pset border 1
select repeat('abcdefghij', 8) as long_text, 1 as n;
