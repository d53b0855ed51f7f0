create table pv(a int, b text);
\dp pv
grant select on pv to public;
grant update (b) on pv to public;
create policy pol on pv for update using (a = 1);
\dp pv
\z pv
create sequence sq increment by 5 cycle cache 3;
\d sq
create sequence owned_sq owned by pv.a;
\d owned_sq
\d pg_catalog.pg_tablespace
