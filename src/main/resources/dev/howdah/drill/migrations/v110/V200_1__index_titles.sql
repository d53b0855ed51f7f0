CREATE INDEX posts_title ON posts (title);
UPDATE alembic_version SET version_num = '6b1d2f9e4a70';
