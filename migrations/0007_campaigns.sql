-- Campaigns (phong trào, đợt thi đua), their award rounds, the lists that units send, and the
-- honorees of each round.

-- The body is `model::campaign::Campaign`. `edition` counts changes, as everywhere.
CREATE TABLE campaign (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES office (id),
    name TEXT NOT NULL,
    -- What the name sorts by in Vietnamese order, and what search looks in.
    sort_key BYTEA NOT NULL,
    search TEXT NOT NULL,
    body JSONB NOT NULL,
    edition BIGINT NOT NULL,
    closed_at TIMESTAMPTZ,
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX campaign_office_name ON campaign (office_id, sort_key, id);
CREATE INDEX campaign_office_changed ON campaign (office_id, changed_at, id);

-- An award round (đợt khen thưởng). `settings` is `model::round::Settings`; name, year and
-- corrects repeat what it says. `frozen` is `model::round::Frozen`: written once, when the round
-- is decided, with the digest of its canonical JSON; neither ever changes again. It stands last,
-- so that lists need not read past it. `edition` counts changes of the settings; `entries` those
-- of the entries, so that whoever decides decides what they saw.
CREATE TABLE award_round (
    id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaign (id),
    office_id TEXT NOT NULL REFERENCES office (id),
    -- collecting, reviewed, council, decided, awarded.
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    year BIGINT NOT NULL,
    settings JSONB NOT NULL,
    edition BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    corrects TEXT REFERENCES award_round (id),
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    frozen_at TIMESTAMPTZ,
    -- SHA-256, lower-case hex.
    digest TEXT,
    frozen JSONB
);
CREATE INDEX award_round_campaign ON award_round (campaign_id, id);
CREATE INDEX award_round_office_year ON award_round (office_id, year, id);
CREATE INDEX award_round_corrects ON award_round (corrects);

-- Every step of a round from one state to the next (or back). Rows are only ever added.
CREATE TABLE round_step (
    round_id TEXT NOT NULL REFERENCES award_round (id),
    -- From 1.
    ordinal BIGINT NOT NULL,
    -- States; nothing before the first.
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL,
    note TEXT NOT NULL,
    -- Codes of findings that would have held the step back and were accepted.
    accepted JSONB NOT NULL,
    PRIMARY KEY (round_id, ordinal)
);

-- A list that a unit sent: the workbook, what was read from it, and what was answered. Previewed
-- it changes nothing; confirmed, its rows are entries of the round. Previews that nobody
-- confirmed are thrown away after a while.
CREATE TABLE list_import (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES award_round (id),
    office_id TEXT NOT NULL REFERENCES office (id),
    -- The name of the file, its SHA-256, its bytes; the bytes are gone once a person's data was
    -- erased from it.
    file TEXT NOT NULL,
    digest TEXT NOT NULL,
    content BYTEA,
    -- previewed, confirmed.
    state TEXT NOT NULL,
    -- What was read (`flow::honorees::Imported`), and the answers to its questions.
    result JSONB NOT NULL,
    answers JSONB NOT NULL,
    edition BIGINT NOT NULL,
    -- The confirmed import that this one corrects.
    corrects TEXT REFERENCES list_import (id),
    -- Of whom the list came: đơn vị đề nghị, where all its rows are of one.
    proposer TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL,
    confirmed_at TIMESTAMPTZ
);
CREATE INDEX list_import_round ON list_import (round_id, id);
CREATE INDEX list_import_office_state ON list_import (office_id, state, at);
CREATE INDEX list_import_corrects ON list_import (corrects);

-- One proposed honoree of a round. `entry` is `model::round::Entry`; the columns beside it repeat
-- what lists sort and filter by and what figures are made of, written by the same program in the
-- same transaction. Empty text and NULL mean that it is not said.
CREATE TABLE candidate (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES award_round (id),
    campaign_id TEXT NOT NULL REFERENCES campaign (id),
    office_id TEXT NOT NULL REFERENCES office (id),
    -- Order of coming in, unique in the round.
    ordinal BIGINT NOT NULL,
    -- individual, collective, household, enterprise.
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Order of given names (tên, đệm, họ); of a group its name.
    name_key BYTEA NOT NULL,
    -- Đơn vị công tác, or the address where there is none.
    unit TEXT NOT NULL,
    unit_key BYTEA NOT NULL,
    -- Đơn vị đề nghị.
    proposer TEXT NOT NULL,
    -- Ids of the campaign's group and form, and the form's key in the award rules.
    grp TEXT NOT NULL,
    form TEXT NOT NULL,
    award TEXT NOT NULL,
    -- male, female, or nothing.
    sex TEXT NOT NULL,
    direct BOOLEAN,
    money BIGINT,
    -- The year of the round.
    year BIGINT NOT NULL,
    -- In the frozen set of a round that is decided: 1, else 0.
    honoured BIGINT NOT NULL,
    -- Folded name and unit for search; folded name alone for finding doubles.
    search TEXT NOT NULL,
    identity TEXT NOT NULL,
    entry JSONB NOT NULL,
    edition BIGINT NOT NULL,
    -- The list that it came with; nothing where it was typed.
    import_id TEXT REFERENCES list_import (id),
    changed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT candidate_ordinal_unique UNIQUE (round_id, ordinal)
);
CREATE INDEX candidate_name ON candidate (round_id, name_key, id);
CREATE INDEX candidate_unit ON candidate (round_id, unit_key, id);
CREATE INDEX candidate_import ON candidate (import_id);
CREATE INDEX candidate_identity ON candidate (office_id, identity);

-- Documents made from a round's set: submission, minutes, decision … each with the digest of the
-- set that it says.
CREATE TABLE round_document (
    round_id TEXT NOT NULL REFERENCES award_round (id),
    document_id TEXT NOT NULL REFERENCES document (id),
    -- What it is in the chain.
    role TEXT NOT NULL,
    -- The frozen set's digest, or that of the entries as they stood before.
    digest TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (round_id, document_id)
);
CREATE INDEX round_document_document ON round_document (document_id);
