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

-- Answers to requests that carry an Idempotency-Key, for seven days. `run` names who answers it
-- now; whoever takes over from one that was killed puts its own, so that the two never both
-- keep. `subject` is what was made, written by the transaction that made it: an answer that was
-- lost is then given anew from what is there, and nothing is made twice. Without a status it
-- is not answered yet.
CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    run TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    subject TEXT,
    status BIGINT,
    headers JSONB,
    body BYTEA,
    size BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_age ON idempotency (at);
CREATE INDEX idempotency_weight ON idempotency (scope, size);
