CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TYPE mood AS ENUM ('sad','ok','happy');
CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE DOMAIN plaintext AS text;
CREATE SCHEMA app;
CREATE FUNCTION stable_fn() RETURNS int LANGUAGE sql STABLE AS 'select 1';
CREATE FUNCTION immut_fn() RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE FUNCTION volatile_fn() RETURNS int LANGUAGE plpgsql VOLATILE AS 'begin return 1; end';
CREATE FUNCTION trg_fn() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';

CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, amount int, note text);
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name varchar(50), email text, age int, country varchar(20), plainvc varchar, code citext,
  credit numeric(10,5), flag boolean, small smallint, charcol char(10),
  created timestamp, created_tz timestamptz, ts3 timestamp(3), ts6 timestamp(6), t3 time(3), dur3 interval(3), dur interval,
  ip inet, net cidr, vb varbit(10), st mood, data json, dom posint, pdom plaintext,
  nn text, nnv text, req text NOT NULL DEFAULT 'x', withdef int DEFAULT 5, 
  order_id bigint, idx_txt text, idx_int int, uniq1 int, uniq_nn int NOT NULL DEFAULT 0, chk_col varchar(20), jb jsonb,
  CONSTRAINT nn_chk CHECK (nn IS NOT NULL),
  CONSTRAINT chk_col_chk CHECK (chk_col <> 'zzz'),
  CONSTRAINT age_pos CHECK (age > 0)
);
ALTER TABLE users ADD COLUMN gen int GENERATED ALWAYS AS (1+1) STORED;
INSERT INTO users(name,email,age,country,plainvc,code,credit,flag,small,charcol,created,created_tz,ts3,ts6,t3,dur3,dur,ip,net,vb,st,data,dom,pdom,nn,nnv,order_id,idx_txt,idx_int,uniq1,uniq_nn,chk_col)
  SELECT 'n'||g,'e'||g,g,'de','p'||g,'c'||g,g,true,1,'a',now(),now(),now(),now(),'10:00','1 day','1 day','10.0.0.1','10.0.0.0/24',B'101','ok','{}',5,'x','n','n',NULL,'i'||g,g,g,g,'a' FROM generate_series(1,2000) g;
INSERT INTO orders(user_id,amount) SELECT g,g FROM generate_series(1,2000) g;
ALTER TABLE users ADD CONSTRAINT nnv_chk CHECK (nnv IS NOT NULL) NOT VALID;
ALTER TABLE users ADD CONSTRAINT email_chk CHECK (email IS NOT NULL) NOT VALID;
CREATE INDEX users_idx_txt ON users(idx_txt);
CREATE INDEX users_idx_int ON users(idx_int);
CREATE INDEX users_country_idx ON users(country);
CREATE UNIQUE INDEX users_uniq1 ON users(uniq1);
CREATE UNIQUE INDEX users_uniq_nn ON users(uniq_nn);
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users(id);
ALTER TABLE orders ADD CONSTRAINT orders_amount_chk CHECK (amount > 0);
CREATE TABLE child (id int PRIMARY KEY, user_id bigint);
INSERT INTO child SELECT g,g FROM generate_series(1,1000) g;
ALTER TABLE child ADD CONSTRAINT child_user_fk_nv FOREIGN KEY (user_id) REFERENCES users(id) NOT VALID;
CREATE TABLE nopk (id int NOT NULL, id_null int, txt text);
INSERT INTO nopk SELECT g,g,'x' FROM generate_series(1,2000) g;
CREATE UNIQUE INDEX nopk_id_idx ON nopk(id);
CREATE UNIQUE INDEX nopk_idnull_idx ON nopk(id_null);
CREATE TABLE emptytab (id int, v text);
CREATE UNLOGGED TABLE unlogged_tab (id int);
CREATE TABLE clustered (id int PRIMARY KEY, v text);
INSERT INTO clustered SELECT g,'x' FROM generate_series(1,1000) g;

CREATE TABLE events (id bigint, created date NOT NULL, payload text) PARTITION BY RANGE (created);
CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE events_2024 (LIKE events); -- no check
INSERT INTO events_2024 SELECT g,'2024-05-01','x' FROM generate_series(1,1000) g;
CREATE TABLE events_2025 (LIKE events, CONSTRAINT c2025 CHECK (created >= DATE '2025-01-01' AND created < DATE '2026-01-01'));
INSERT INTO events_2025 SELECT g,'2025-05-01','x' FROM generate_series(1,1000) g;
INSERT INTO events_2023 SELECT g,'2023-05-01','x' FROM generate_series(1,1000) g;
CREATE TABLE evdef (id bigint, created date NOT NULL) PARTITION BY RANGE (created);
CREATE TABLE evdef_default PARTITION OF evdef DEFAULT;
INSERT INTO evdef_default SELECT g,'2023-05-01' FROM generate_series(1,1000) g;
CREATE TABLE evdef_2025 (LIKE evdef, CONSTRAINT c2025 CHECK (created >= DATE '2025-01-01' AND created < DATE '2026-01-01'));
CREATE TABLE inh_parent (id int, v text);
CREATE TABLE inh_child () INHERITS (inh_parent);
CREATE TABLE standalone_child (id int, v text);

CREATE VIEW v_orders AS SELECT id, amount FROM orders;
CREATE MATERIALIZED VIEW mv AS SELECT id, amount FROM orders;
CREATE UNIQUE INDEX mv_id ON mv(id);
CREATE SEQUENCE seq1;
CREATE TRIGGER users_trg BEFORE UPDATE ON users FOR EACH ROW EXECUTE PROCEDURE trg_fn();
CREATE POLICY pol ON orders USING (true);
CREATE RULE orders_rule AS ON DELETE TO emptytab DO INSTEAD NOTHING;
CREATE TABLE unpub (id int PRIMARY KEY, v text);
INSERT INTO unpub SELECT g,'x' FROM generate_series(1,1000) g;
CREATE PUBLICATION pub FOR TABLE clustered;
CREATE STATISTICS st1 ON age, idx_int FROM users;
ANALYZE;
