-- patterns with more names than there can be
create table here (a int);
\d corpus.here
\d nonesuch.corpus.here
\d a.b.c.d
\dt "nonesuch".corpus.here
\dt "a.b".here
\dt corpus.*
\dn corpus
\dn nonesuch.corpus
\dn a.b.c
\du a.b
\db a.b
\l a.b
\dx a.b
\dL nonesuch.sql
\df nonesuch.pg_catalog.now
\df a.b.c.d
\df pg_catalog.now
\do a.b.c.+
\dA a.b
\dAc btree a.b.c.d
\dT a.b.c.d
\dp nonesuch.corpus.here
\dA heap and more
\dt here and more
\df lower text pg_catalog.nothing
