-- Documents as chains of versions, their files, and the registers (sổ) that number them.

-- Bytes by their SHA-256, each kept once. Issued files are never written again.
CREATE TABLE file (
    digest TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    content BYTEA NOT NULL
);

-- A document. `state` and `head` (the newest version's ordinal) repeat what the versions say,
-- so that lists need one table; they change in the transaction that writes the version.
CREATE TABLE document (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES office (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    -- What the title sorts by in Vietnamese order: bytes compare alike on both databases.
    title_key BYTEA NOT NULL,
    -- Title, number and words without accents, for search that is the same on both databases.
    search TEXT NOT NULL,
    -- The template of the newest version, where it has one.
    template_id TEXT,
    state TEXT NOT NULL,
    head BIGINT NOT NULL,
    replaced_by TEXT REFERENCES document (id),
    -- A draft that its author threw away; kept, and can be had back.
    discarded_at TIMESTAMPTZ,
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX document_office_changed ON document (office_id, changed_at);
CREATE INDEX document_office_title ON document (office_id, title_key);
CREATE INDEX document_replaced_by ON document (replaced_by);

-- A step in a document's life. Rows are only ever added; the one thing that changes a row is
-- the erasure of a person's data from what was never issued.
CREATE TABLE version (
    document_id TEXT NOT NULL REFERENCES document (id),
    ordinal BIGINT NOT NULL,
    -- What was done: edit, submit, return, approve, issue, revoke, replace.
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL,
    note TEXT NOT NULL,
    -- What else is to be known of the step: findings that were accepted, what came instead.
    detail JSONB NOT NULL,
    template_id TEXT,
    template_version TEXT,
    standard TEXT NOT NULL,
    engine TEXT NOT NULL,
    fonts TEXT NOT NULL,
    -- The record (data of the form) and the merged document.
    record JSONB NOT NULL,
    document JSONB NOT NULL,
    -- SHA-256 of the document: what it says.
    digest TEXT NOT NULL,
    -- The Word file edited by hand, byte for byte, where this version came from one.
    upload TEXT REFERENCES file (digest),
    PRIMARY KEY (document_id, ordinal)
);

-- A series of numbers of an office: one row a series and year. The row is locked by the
-- transaction that issues, so a number is given once, in order, and given back when the
-- transaction fails: no hole. MAX + 1 or a sequence would do neither on PostgreSQL.
CREATE TABLE counter (
    office_id TEXT NOT NULL REFERENCES office (id),
    series TEXT NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (office_id, series, year)
);

-- The register: every number that was ever given, with what became of it. A number is never
-- taken out; one that is not used is void, with its reason. Plain numbers have part 0; a
-- supplement of number 15 has part 1 (15a), 2 (15b) and so on.
CREATE TABLE entry (
    office_id TEXT NOT NULL REFERENCES office (id),
    series TEXT NOT NULL,
    year BIGINT NOT NULL,
    number BIGINT NOT NULL,
    part BIGINT NOT NULL,
    -- issued, reserved, void.
    status TEXT NOT NULL,
    -- The day that stands on the document (Asia/Ho_Chi_Minh), YYYY-MM-DD.
    day TEXT NOT NULL,
    symbol TEXT NOT NULL,
    document_id TEXT CONSTRAINT entry_document_unique UNIQUE REFERENCES document (id),
    reason TEXT NOT NULL,
    -- Người ký, nơi nhận, người nhận bản lưu, số bản … as the register prints them.
    particulars JSONB NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (office_id, series, year, number, part)
);

-- What was issued: fixed for ever.
CREATE TABLE issue (
    document_id TEXT PRIMARY KEY REFERENCES document (id),
    ordinal BIGINT NOT NULL,
    series TEXT NOT NULL,
    year BIGINT NOT NULL,
    number BIGINT NOT NULL,
    part BIGINT NOT NULL,
    symbol TEXT NOT NULL,
    day TEXT NOT NULL,
    signer TEXT NOT NULL,
    pdf TEXT NOT NULL REFERENCES file (digest),
    docx TEXT NOT NULL REFERENCES file (digest),
    at TIMESTAMPTZ NOT NULL
);
