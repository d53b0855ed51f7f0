select 1
\p
\r
\p
select 2
  , 3
\p
;
\p
\w /tmp/howdah-corpus-buffer.txt
\r
