drop table if exists not_there;
create table serial_t(id serial);
create table if not exists serial_t(id int);
do $$ begin raise notice E'two\nlines'; raise info 'info'; raise exception 'stop' using errcode = 'P0042'; end $$;
