-- Figures of award rounds that were decided, counted once when their set is frozen: figures of
-- years are added up from these few narrow rows, not from the wide rows of everybody honoured.
-- One row for each difference of what figures are broken down by. Never changed: what they count
-- never changes. Their sums are those of the round's honoured entries, which the doctor compares.
CREATE TABLE award_tally (
    round_id TEXT NOT NULL REFERENCES award_round (id),
    -- From 1.
    ordinal BIGINT NOT NULL,
    campaign_id TEXT NOT NULL REFERENCES campaign (id),
    -- individual, collective, household, enterprise.
    kind TEXT NOT NULL,
    -- Ids of the campaign's group and form; may be empty.
    grp TEXT NOT NULL,
    form TEXT NOT NULL,
    -- Of persons: male, female or nothing; of others: none.
    sex TEXT NOT NULL,
    -- Người lao động trực tiếp. Of persons: yes, no or nothing; of others: none.
    direct TEXT NOT NULL,
    -- Đơn vị đề nghị; đơn vị công tác, or the address.
    proposer TEXT NOT NULL,
    unit TEXT NOT NULL,
    -- How many, their money in đồng, and how many of them have no money named.
    honorees BIGINT NOT NULL,
    money BIGINT NOT NULL,
    unpriced BIGINT NOT NULL,
    PRIMARY KEY (round_id, ordinal)
);
