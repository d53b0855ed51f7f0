\getenv NOPE
\restrict key1
\echo not now
select 1 as still_sql;
\unrestrict other
\unrestrict key1
\echo now
\unrestrict key1
\set a b c
\echo :a
\timing nonsense
\errverbose
\p
\x on extra args
\unset x y
