-- The series of numbers (dãy số) that an office keeps: which documents each one numbers. How
-- documents are grouped into series is for the head of the office to say (Điều 15); councils
-- under the office's seal and copies have series of their own. A series that has given numbers
-- is never taken out, only closed.
CREATE TABLE series (
    office_id TEXT NOT NULL REFERENCES office (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    -- JSON lists: keys of types of document in the standard; patterns of symbols.
    kinds JSONB NOT NULL,
    symbols JSONB NOT NULL,
    -- Takes every document that no other series takes: one open series of an office.
    usual BOOLEAN NOT NULL,
    -- May a document of a past day have a number with a letter (số bù)?
    supplements BOOLEAN NOT NULL,
    closed_at TIMESTAMPTZ,
    edition BIGINT NOT NULL,
    PRIMARY KEY (office_id, key)
);
