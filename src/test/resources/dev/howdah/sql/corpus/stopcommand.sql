\set ON_ERROR_STOP 1
\echo before
\foo
\echo never
