#!/bin/bash
# records what the real psql says
# Give PGHOST, PGPORT, PGUSER=blog_admin and PGDATABASE=blogdb of a server of major 16.
export PGTZ=UTC PGCLIENTENCODING=UTF8 LC_ALL=C.UTF-8 PSQL_PAGER= PAGER=
cd "$(dirname "$0")"
for f in ${@:-*.sql}; do
  PGOPTIONS= psql -qX -c 'drop schema if exists corpus cascade' -c 'create schema corpus' 2>/dev/null
  PGOPTIONS='-c search_path=corpus' timeout 20 psql -X -f $f > ${f%.sql}.out 2>&1 < /dev/null
done
