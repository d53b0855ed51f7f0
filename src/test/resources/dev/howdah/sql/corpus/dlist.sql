\d
\dt
create table a1(a int);
create view a2 as select 1 as x;
create sequence a3;
create materialized view a4 as select 1 as y;
create index a5 on a1(a);
\d
\dt
\dv
\ds
\dm
\di
\dtv
\dt a*
\dt nothere
\d nothere
\dt corpus.a1
\dti a?
