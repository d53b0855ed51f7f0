CREATE INDEX posts_author_id ON posts (author_id);
CREATE INDEX posts_created_at ON posts (created_at DESC);
CREATE INDEX comments_post_id ON comments (post_id);
CREATE INDEX comments_created_at ON comments (created_at);
