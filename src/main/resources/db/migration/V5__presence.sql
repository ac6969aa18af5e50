-- Who is there now, and what was just told: lost in a crash of the database, and said again a moment later.

-- A node that runs, and how many read there, by channel.
create unlogged table node (
    id       uuid        primary key,
    heard_at timestamptz not null,
    channels text[]      not null,
    sse      integer[]   not null,
    rsocket  integer[]   not null
);

-- How far an entry has come on a node (docs/desk.md, "Receipts").
create unlogged table receipt (
    item     uuid        not null,
    version  integer     not null,
    node     uuid        not null,
    position bigint      not null,
    at       timestamptz not null,
    -- readers who were not told yet
    waiting  integer     not null,
    -- readers who were, by delay (Delays.java)
    told     integer[]   not null,
    primary key (item, version, node)
) with (fillfactor = 70);

create index receipt_at on receipt (at);

-- What somebody has open: of each person and token the last thing that they said.
create unlogged table editing (
    by_id   uuid        primary key,
    by_name text        not null,
    channel text        not null,
    subject uuid        not null,
    -- whether it waits, or is an item
    pending boolean     not null,
    since   timestamptz not null,
    seen_at timestamptz not null
);

create index editing_channel on editing (channel);
