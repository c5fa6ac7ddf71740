-- Certificates (giấy khen, bằng khen) on paper: what was printed for whom, the stock of blanks
-- (phôi) that it was printed on, and the printers.

-- A kind of blanks that an office keeps. `remaining` and `moves` (the last move's ordinal) repeat
-- what the moves say, so that a list needs one table; the row is locked by whoever moves some.
CREATE TABLE blank (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES office (id),
    name TEXT NOT NULL,
    -- The design that is printed on it, and its size (`a4`, `400x300`); both may be empty.
    design TEXT NOT NULL,
    size TEXT NOT NULL,
    remaining BIGINT NOT NULL,
    moves BIGINT NOT NULL,
    -- No longer used; it stays in the book.
    closed_at TIMESTAMPTZ,
    edition BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT blank_name_unique UNIQUE (office_id, name)
);

-- The stock book: rows are only ever added. The balance is never below nothing.
CREATE TABLE blank_move (
    blank_id TEXT NOT NULL REFERENCES blank (id),
    ordinal BIGINT NOT NULL,
    -- received, used, spoiled, returned, corrected.
    act TEXT NOT NULL,
    -- How the stock changes: received adds; used, spoiled and returned take away; corrected does
    -- either.
    change BIGINT NOT NULL,
    -- What is left after it.
    remaining BIGINT NOT NULL,
    -- The day that stands in the book (Asia/Ho_Chi_Minh), YYYY-MM-DD.
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- What they were used for, where certificates were printed; written by hand otherwise.
    batch_id TEXT,
    certificate_id TEXT,
    printed BOOLEAN NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (blank_id, ordinal)
);

-- A certificate. Its number is a line of the register (`entry`) of its series and year; several
-- certificates share a number where one replaces another of the same honoree. `paper` is the
-- row that was printed, whole: what anybody with the code may read is taken from it.
CREATE TABLE certificate (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES office (id),
    -- What the public asks with: 80 random bits, base 32.
    code TEXT NOT NULL CONSTRAINT certificate_code_unique UNIQUE,
    -- The batch that printed it, its honoree in a round; both may be nothing.
    batch_id TEXT,
    honoree_id TEXT,
    -- The design, as `key` or `key@version`.
    design TEXT NOT NULL,
    blank_id TEXT REFERENCES blank (id),
    series TEXT,
    year BIGINT NOT NULL,
    number BIGINT,
    day TEXT NOT NULL,
    -- enrolled, printed, given-up, revoked, replaced.
    state TEXT NOT NULL,
    replaces TEXT REFERENCES certificate (id),
    replaced_by TEXT REFERENCES certificate (id),
    paper JSONB NOT NULL,
    -- Hình thức khen thưởng as the register says it; the honoree's name.
    form TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Name, unit, number and decision without accents.
    search TEXT NOT NULL,
    -- How often it was printed again.
    reprints BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    printed_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    ended_note TEXT NOT NULL
);
CREATE INDEX certificate_office ON certificate (office_id, id);
CREATE INDEX certificate_batch ON certificate (batch_id, id);
CREATE INDEX certificate_honoree ON certificate (honoree_id);
CREATE INDEX certificate_number ON certificate (office_id, series, year, number);
CREATE INDEX certificate_blank ON certificate (blank_id, state);
CREATE INDEX certificate_replaces ON certificate (replaces);

-- A certificate that was printed again, with the reason.
CREATE TABLE reprint (
    certificate_id TEXT NOT NULL REFERENCES certificate (id),
    ordinal BIGINT NOT NULL,
    reason TEXT NOT NULL,
    -- The sheet before it was spoiled: its blank went so too.
    spoiled BOOLEAN NOT NULL,
    blank_id TEXT REFERENCES blank (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (certificate_id, ordinal)
);

-- What a printer is made up for, in tenths: of a millimetre to the right and down, of a percent.
CREATE TABLE printer (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES office (id),
    name TEXT NOT NULL,
    -- The size of paper that it was measured with.
    size TEXT NOT NULL,
    rightwards BIGINT NOT NULL,
    downwards BIGINT NOT NULL,
    scale BIGINT NOT NULL,
    turned BOOLEAN NOT NULL,
    edition BIGINT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT printer_name_unique UNIQUE (office_id, name)
);
