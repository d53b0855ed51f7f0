-- large objects, and text search down to its tokens
select lo_from_bytea(4242, convert_to('hello, large world', 'UTF8'));
comment on large object 4242 is 'a greeting';
\lo_list
\lo_list+
\dl
\lo_export 4242 /tmp/howdah-corpus-lo.txt
\lo_unlink 4242
\lo_unlink 4242
\lo_list
\set QUIET on
\lo_import /tmp/howdah-corpus-lo.txt 'another one'
select convert_from(lo_get(:LASTOID), 'UTF8') as read, obj_description(:LASTOID, 'pg_largeobject') as said;
\lo_unlink :LASTOID
\set QUIET off
select count(*) from pg_largeobject_metadata;
\lo_import /tmp/howdah-corpus-no-such-file
\lo_export 4242 /tmp/howdah-corpus-lo.txt
\lo_export 4242 /tmp/howdah-no-such-folder/lo.txt
\lo_import
\lo_unlink
\lo_export 4242
begin;
select lo_from_bytea(4243, 'x');
\lo_unlink 4243
select lo_from_bytea(4243, 'y');
rollback;
begin;
selekt;
\lo_unlink 4243
rollback;
select count(*) from pg_largeobject_metadata;
\dF+ simple
\dF+ none*
\dFp+
\dFp+ none
