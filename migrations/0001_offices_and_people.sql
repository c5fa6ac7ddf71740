-- Offices (cơ quan) and the people who work in them.
--
-- One folder of migrations for SQLite and PostgreSQL: only types, keys and statements that
-- mean the same on both. Ids are ULIDs made by the program (they sort by time and need no
-- sequence). Times are TIMESTAMPTZ in UTC, objects JSONB, digests lower-case hex. Nothing is
-- deleted by cascade: what goes is made to go by name.

-- The profile is what templates ask for as `office.*`, as JSON. `edition` counts changes: whoever
-- saves names the one they saw, so that two people never overwrite each other.
CREATE TABLE office (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- Đơn vị cấp trên whose templates this office may read, where that was granted.
    parent_id TEXT REFERENCES office (id),
    reads_parent_templates BOOLEAN NOT NULL,
    profile JSONB NOT NULL,
    edition BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- A login is unique in its folded form, so that `Nguyen` and `nguyen` are one person.
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    login_folded TEXT NOT NULL CONSTRAINT person_login_unique UNIQUE,
    name TEXT NOT NULL,
    -- What lists sort by (tên, đệm, họ in Vietnamese order: bytes of a collation key) and what
    -- search looks in (name and login without accents), the same on both databases.
    sort_key BYTEA NOT NULL,
    search TEXT NOT NULL,
    -- Argon2id in PHC form; NULL until the person has chosen a password.
    password TEXT,
    active BOOLEAN NOT NULL,
    -- Quản trị hệ thống: enters offices. What a person may do inside one is membership.
    operator BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- A person may have several roles in an office and work in several offices.
CREATE TABLE membership (
    office_id TEXT NOT NULL REFERENCES office (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    PRIMARY KEY (office_id, person_id, role)
);
CREATE INDEX membership_person ON membership (person_id);

-- Sessions live here and not in a cookie, so that they end at once when they are told to.
-- The cookie holds a random secret; here is its digest.
CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    -- The office that the person works in now; NULL where they belong to none.
    office_id TEXT REFERENCES office (id),
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_person ON session (person_id);

-- Keys of other services, shown once and stored as digests.
CREATE TABLE api_token (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL CONSTRAINT api_token_digest_unique UNIQUE,
    office_id TEXT NOT NULL REFERENCES office (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    -- Scopes with a space between them.
    scopes TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    -- NULL: until it is ended.
    expires_at TIMESTAMPTZ,
    used_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ
);
CREATE INDEX api_token_person ON api_token (person_id);

-- One-time links: the first administrator, a new person, a forgotten password.
CREATE TABLE invitation (
    digest TEXT PRIMARY KEY,
    -- found (the first office), password.
    purpose TEXT NOT NULL,
    person_id TEXT REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);

-- How often somebody tried to sign in lately: one row a login and one an address, both as
-- digests. It stands here and not in a process, so that several servers count together.
CREATE TABLE attempt (
    subject TEXT PRIMARY KEY,
    count BIGINT NOT NULL,
    -- When the first of them was.
    since TIMESTAMPTZ NOT NULL
);
