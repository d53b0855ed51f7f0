-- LaTeX with each border, across and down
prepare q as select 'some\more_text' as "a$title", E'#<foo>%&^~|\n{bar}' as junk, '   ' as empty, n as int from generate_series(1,2) as n;
\pset format latex
\pset border 0
execute q;
\pset border 1
execute q;
\pset border 2
execute q;
\pset border 3
execute q;
\x
\pset border 0
execute q;
\pset border 1
execute q;
\pset border 2
execute q;
\pset border 3
execute q;
\t
execute q;
\pset border 0
execute q;
\t
\x
\pset format latex-longtable
\pset border 2
execute q;
\pset tableattr '0.3 0.2'
execute q;
\pset tableattr '  0.5'
\pset border 0
execute q;
\pset tableattr lr
\pset border 3
execute q;
\pset tableattr
\x
execute q;
