CREATE TABLE authors (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE DOMAIN score AS integer CHECK (VALUE >= 0);
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE posts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, author_id bigint, title text NOT NULL, teaser text, body text,
  views integer, rating score, feeling mood);
INSERT INTO authors (name) SELECT 'author ' || g FROM generate_series(1, 50) g;
INSERT INTO posts (author_id, title, teaser, body, views, rating, feeling)
  SELECT 1 + g % 50, 'title ' || g, 'teaser ' || g, 'body ' || g, g, 5, 'ok' FROM generate_series(1, 2500) g;
CREATE INDEX posts_by_teaser ON posts (teaser);
CREATE TABLE imports (id integer, line text);
INSERT INTO imports SELECT g, 'line' FROM generate_series(1, 100) g;
CREATE MATERIALIZED VIEW post_counts AS SELECT author_id, count(*) AS posts FROM posts GROUP BY author_id;
CREATE UNIQUE INDEX post_counts_author ON post_counts (author_id);
CREATE FUNCTION refresh_counts() RETURNS void LANGUAGE sql AS 'SELECT 1';
CREATE TABLE events (id bigint, at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE INDEX events_what ON events (what);
CREATE TABLE events_2029 PARTITION OF events FOR VALUES FROM ('2029-01-01') TO ('2030-01-01');
CREATE TABLE events_2030 (id bigint, at date NOT NULL, what text);
INSERT INTO events_2030 SELECT g, '2030-05-01', 'x' FROM generate_series(1, 100) g;
CREATE SCHEMA blog;
CREATE TABLE blog."Notes" ("Id" integer PRIMARY KEY, "Text" text);
INSERT INTO blog."Notes" SELECT g, 'x' FROM generate_series(1, 20) g;
ANALYZE;
