\H
select 1 as a, '<b>&"x"' as b, null as c, ' lead' as d;
\pset title 'A <title>'
\pset tableattr 'class="t"'
select E'l1\nl2' as m;
\x
select 1 as a, 'b' as b union all select 2, 'c';
\t
select 1 as a;
\x
select 1 as a;
\H
\pset title
select 1;
create table h(a int);
