create function boom() returns int language plpgsql as $$ begin raise notice 'before'; perform 1/0; return 1; end $$;
select boom();
\set SHOW_CONTEXT always
select boom();
\set SHOW_CONTEXT never
select boom();
do $$ begin raise warning 'w %', 1 using detail = 'the detail', hint = 'the hint'; end $$;
do $$ begin execute 'select nope from x'; end $$;
