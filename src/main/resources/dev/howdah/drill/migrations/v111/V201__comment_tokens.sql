ALTER TABLE comments ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
UPDATE alembic_version SET version_num = '8d3f4b106c92';
