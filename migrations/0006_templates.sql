-- Templates (mẫu văn bản): built-in ones (no office) and an office's own, each with the versions
-- that were published and, where an office works on it, one draft.

-- An office's own template may have the key of a built-in one: it then stands before it in that
-- office. `head` is the ordinal of the newest published version (0: none yet), locked by
-- whoever publishes; version, name, kind and description repeat what that version says, so that
-- lists need one table.
CREATE TABLE template (
    id TEXT PRIMARY KEY,
    office_id TEXT REFERENCES office (id),
    -- The id of its front matter.
    key TEXT NOT NULL,
    -- Empty while there is none.
    version TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    description TEXT NOT NULL,
    head BIGINT NOT NULL,
    -- What it was copied from, as `key@version`.
    based_on TEXT,
    created_by TEXT REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    -- No longer offered; what was made of it stands.
    retired_at TIMESTAMPTZ
);
-- Nothing is nothing: without the COALESCE two built-in templates might have one key.
CREATE UNIQUE INDEX template_key ON template (COALESCE(office_id, ''), key);

-- What somebody works on. It may have faults.
CREATE TABLE template_draft (
    template_id TEXT PRIMARY KEY REFERENCES template (id),
    text TEXT NOT NULL,
    edition BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL
);

-- What was published. Rows are only ever added. `parts` are the shared parts that stand in the
-- text, as they were then: a newer program with other parts changes no published version.
-- The digest is that of text and parts; nobody stands beside a version that came with the program.
CREATE TABLE template_version (
    template_id TEXT NOT NULL REFERENCES template (id),
    ordinal BIGINT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    parts JSONB NOT NULL,
    digest TEXT NOT NULL,
    person_id TEXT REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (template_id, ordinal),
    CONSTRAINT template_version_unique UNIQUE (template_id, version)
);
