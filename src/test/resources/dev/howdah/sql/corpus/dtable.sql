create table dt(id bigint generated always as identity primary key, n text not null default 'x', v numeric(8,2) check (v > 0), arr int[], ts timestamptz default now(), g int generated always as (1 + 2) stored, c text collate "C");
create index dt_n on dt(n) where v > 1;
create unique index dt_lower on dt(lower(n), v desc);
create table ref(id int primary key, dt_id bigint references dt on delete cascade, u int unique);
\d dt
\d ref
\d dt_n
\d dt_lower
\d dt_pkey
\d dt_id_seq
