create table dp(id int primary key, t text, j jsonb);
comment on column dp.t is 'the text';
alter table dp alter t set statistics 200;
\d+ dp
create view dpv as select id, t from dp where id > 1;
\d dpv
\d+ dpv
create materialized view dpm as select id from dp;
\d dpm
\d dp_pkey
\d+ dp_pkey
