\a
\a
\t
\t off
\f
\f ,
\C 'caption here'
select 1 as a, 'wide enough for a caption' as b;
\C
\T border=1
\T
\H
\H
\x on
\x off
\timing off
\encoding
\encoding UTF8
\foo
\echo ok
