ALTER TABLE posts ADD COLUMN slug text;
UPDATE posts SET slug = 'post-' || id WHERE id <= 1000;
SELECT pg_sleep(900);
UPDATE alembic_version SET version_num = '9e405c217da3';
