ALTER TABLE posts ADD COLUMN status varchar(20);
UPDATE alembic_version SET version_num = '8c2e5d7f9a1b';
