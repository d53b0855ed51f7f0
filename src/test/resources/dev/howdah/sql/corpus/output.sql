\o /tmp/howdah-corpus-out.txt
select 1 as hidden;
\qecho hidden too
\o
select 2 as shown;
select 3 as file \g /tmp/howdah-corpus-g.txt
\o |cat
\g |cat
select 4;
