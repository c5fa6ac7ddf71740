-- Batches (đợt in) of certificates: the whole state of a job stands here, none in a process, so
-- that any worker of any machine may go on where another ended.

-- What is printed and how: the design's own text and all that its pages depend on, fixed when the
-- batch is made. Two workers, whenever they work, lay out the same pages. The counts repeat what
-- the rows say; they change in the transaction that changes the rows, with this row locked first.
CREATE TABLE batch (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES office (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    -- `key` or `key@version`, as people know it.
    design TEXT NOT NULL,
    -- The award round whose honorees are printed, where it is one.
    round_id TEXT,
    setup JSONB NOT NULL,
    -- What is the same on every sheet, laid out once: it lies under every page of every file.
    ground TEXT REFERENCES file (digest),
    -- queued, running, paused, cancelled, done, failed.
    state TEXT NOT NULL,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    cancelled BIGINT NOT NULL,
    -- The ordinal of the newest event.
    events BIGINT NOT NULL,
    -- When a worker last took some of it: whoever waits longest is next, so that a small batch
    -- does not wait for a large one.
    taken_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ
);
CREATE INDEX batch_office ON batch (office_id, id);
CREATE INDEX batch_state ON batch (state);

-- The office's own pictures on the sheets, by the places of the design.
CREATE TABLE batch_picture (
    batch_id TEXT NOT NULL REFERENCES batch (id),
    slot TEXT NOT NULL,
    file TEXT NOT NULL REFERENCES file (digest),
    PRIMARY KEY (batch_id, slot)
);

-- Rows that are laid out together, and who does it now. Whoever takes a chunk gets the next
-- `token`; what comes with an older one changes nothing (fencing). `until` is when a worker that
-- does not say that it lives is taken to be dead.
CREATE TABLE batch_chunk (
    batch_id TEXT NOT NULL REFERENCES batch (id),
    ordinal BIGINT NOT NULL,
    -- queued, running, done, cancelled.
    state TEXT NOT NULL,
    token BIGINT NOT NULL,
    owner TEXT,
    until TIMESTAMPTZ,
    -- How often it was taken since it was last finished: a third time its rows go one by one.
    attempts BIGINT NOT NULL,
    -- Its pages, without the ground: every file of the batch is cut from them.
    pages BIGINT NOT NULL,
    part TEXT REFERENCES file (digest),
    PRIMARY KEY (batch_id, ordinal)
);
CREATE INDEX batch_chunk_state ON batch_chunk (state, batch_id, ordinal);

-- One row a certificate, in the order of printing.
CREATE TABLE batch_row (
    batch_id TEXT NOT NULL REFERENCES batch (id),
    ordinal BIGINT NOT NULL,
    chunk BIGINT NOT NULL,
    -- Its place in the list that came, from 1.
    line BIGINT NOT NULL,
    name TEXT NOT NULL,
    data JSONB NOT NULL,
    -- What was found of it, a list: when it was read and beside others, then when it was fitted.
    noticed JSONB NOT NULL,
    findings JSONB NOT NULL,
    -- queued, done, failed, cancelled.
    state TEXT NOT NULL,
    -- How often a worker died over this row alone.
    tries BIGINT NOT NULL,
    certificate_id TEXT,
    PRIMARY KEY (batch_id, ordinal)
);
CREATE INDEX batch_row_chunk ON batch_row (batch_id, chunk, ordinal);
CREATE INDEX batch_row_state ON batch_row (batch_id, state, ordinal);

-- What happened, for whoever watches: read on from any ordinal.
CREATE TABLE batch_event (
    batch_id TEXT NOT NULL REFERENCES batch (id),
    ordinal BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    -- queued, progress, paused, resumed, retried, cancelled, done, failed.
    kind TEXT NOT NULL,
    detail JSONB NOT NULL,
    PRIMARY KEY (batch_id, ordinal)
);

-- Addresses that an administrator allowed to be told. The secret signs what is sent, so it is
-- kept itself and not its digest; it is shown once.
CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES office (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE INDEX webhook_office ON webhook (office_id, id);

-- What was or is to be sent: the body byte for byte as it is signed, and how it went.
CREATE TABLE webhook_delivery (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhook (id),
    batch_id TEXT NOT NULL REFERENCES batch (id),
    -- The message's own id: the same when it is sent again.
    message TEXT NOT NULL,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    -- queued, done, failed.
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    -- When it is due; while somebody sends it, when they are taken to be dead.
    due_at TIMESTAMPTZ NOT NULL,
    status BIGINT,
    error TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (state, due_at);
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, id);
