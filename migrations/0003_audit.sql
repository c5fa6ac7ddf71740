-- Who did what, append-only. Each entry holds the digest of the one before, so that none can
-- be changed or taken out unseen. `link` is one row: the last entry, locked by every act.

CREATE TABLE audit (
    ordinal BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    person_id TEXT,
    office_id TEXT,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail JSONB NOT NULL,
    before TEXT NOT NULL,
    digest TEXT NOT NULL
);

CREATE INDEX audit_office ON audit (office_id, ordinal);

CREATE TABLE audit_link (
    one BIGINT PRIMARY KEY,
    ordinal BIGINT NOT NULL,
    digest TEXT NOT NULL
);
INSERT INTO audit_link (one, ordinal, digest) VALUES (1, 0, '');

-- Answers to requests that carry an Idempotency-Key, for seven days.
CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status BIGINT,
    content_type TEXT,
    body BYTEA,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (scope, key)
);
