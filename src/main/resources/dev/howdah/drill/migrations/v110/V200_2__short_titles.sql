ALTER TABLE posts ADD CONSTRAINT posts_title_short CHECK (length(title) <= 12);
UPDATE alembic_version SET version_num = '7c2e3a0f5b81';
