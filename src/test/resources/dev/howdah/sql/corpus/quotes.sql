select 'a;b' as "q;1", "x""y" from (values (1)) v("x""y");
select $$it's$$, $a$ $$ ; $a$, E'tab\there', U&'d\0061t\+000061', B'101', X'1F';
select 'one'
'two' as joined;
set standard_conforming_strings = off;
select 'a\';b' as old;
set standard_conforming_strings = on;
select 'back\' as std;
