-- what few people ask for: casts, operators, aggregates, conversions, statistics, text search, access methods, comments
CREATE TABLE t (a int CONSTRAINT positive CHECK (a > 0), b int, c text);
COMMENT ON CONSTRAINT positive ON t IS 'more than nothing';
CREATE STATISTICS st1 (ndistinct, dependencies) ON a, b FROM t;
CREATE STATISTICS st2 ON (a + 1), lower(c) FROM t;
CREATE OPERATOR <~> (leftarg = int, rightarg = int, function = int4pl);
COMMENT ON OPERATOR <~> (int, int) IS 'plus';
CREATE AGGREGATE agg (int) (sfunc = int4pl, stype = int, initcond = '0');
COMMENT ON AGGREGATE agg (int) IS 'sums';
CREATE TEXT SEARCH CONFIGURATION ts (copy = simple);
COMMENT ON TEXT SEARCH CONFIGURATION ts IS 'mine';
CREATE TYPE e AS ENUM ('a');
CREATE FUNCTION e2i(e) RETURNS int LANGUAGE sql AS 'select 1';
CREATE CAST (e AS int) WITH FUNCTION e2i(e) AS ASSIGNMENT;
CREATE RULE r AS ON DELETE TO t DO NOTHING;
COMMENT ON RULE r ON t IS 'a rule';
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf();
COMMENT ON TRIGGER tg ON t IS 'a trigger';
CREATE DOMAIN d AS int CHECK (VALUE > 0);
COMMENT ON DOMAIN d IS 'a domain';
ALTER DEFAULT PRIVILEGES IN SCHEMA corpus GRANT SELECT ON TABLES TO PUBLIC;
\dc
\dcS utf8_to_*8859_1
\dc+ utf8_to_*8859_1
\dC e
\dC+ json
\do
\do+
\do <~>
\do <~> int
\do <~> int int
\do - int4
\do + decimal decimal
\do !~ text text
\da
\da sum
\da+ string_agg
\dX
\dX st1
\dF simple
\dF ts
\dFd simple
\dFd+ simple
\dFp
\dFt
\dFt+ snowball
\dd
\dd tg
\ddS abs*
\ddp corpus
\dA b*
\dA+ btree
\dAc brin int4
\dAc+ gin
\dAf btree int4
\dAf+ hash int4
\dAo hash integer_ops
\dAo+ gist point_ops
\dAp hash integer_ops
\dAp+ hash integer_ops
\dy
\dew
\des
\deu
\det
\dD
\dD+
\dL+ plpgsql
\dx+ plpgsql
\dx+ nope
\dRp+
\dRp+ nope
\df e2i e
\df e2i e -
\df lower text
\df int4pl int int
\df abs int8
\df *array* int[]
\dT int
\dT float
\dT int[]
\dT e
ALTER DEFAULT PRIVILEGES IN SCHEMA corpus REVOKE SELECT ON TABLES FROM PUBLIC;
