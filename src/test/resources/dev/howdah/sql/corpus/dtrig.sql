create table tr(a int, b int);
create function trf() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger t1 before insert or update of a on tr for each row when (new.a > 0) execute function trf();
create trigger t2 after delete on tr for each statement execute function trf();
alter table tr disable trigger t2;
create rule r1 as on delete to tr do instead nothing;
alter table tr enable row level security;
create policy p1 on tr for select to public using (a > 0);
create policy p2 on tr as restrictive using (true) with check (b > 0);
create statistics st on a, b from tr;
alter table tr replica identity full;
\d tr
alter table tr force row level security;
drop policy p1 on tr; drop policy p2 on tr;
\d tr
