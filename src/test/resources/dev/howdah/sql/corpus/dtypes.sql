create type mood as enum ('sad', 'ok', 'happy');
create type pair as (a int, b text);
create domain posint as int check (value > 0) not null default 1;
comment on type mood is 'moods';
\dT
\dT mood
\d pair
\dD
create unlogged table ul(a int);
\d ul
create table typed of pair;
\d typed
