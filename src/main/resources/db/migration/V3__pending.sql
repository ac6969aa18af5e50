-- A draft that waits; its id becomes the item's. It leaves in the statement that tells it.
create table pending (
    id         uuid        primary key,
    channel    text        not null references channel,
    state      text        not null check (state in ('contributed', 'scheduled', 'sending')),
    draft      jsonb       not null,
    due_at     timestamptz check ((due_at is null) = (state = 'contributed')),
    version    integer     not null default 1,
    by_id      uuid        not null,
    by_name    text        not null,
    created_at timestamptz not null default date_trunc('milliseconds', clock_timestamp())
);

create index pending_due on pending (due_at, id) where due_at is not null;
create index pending_channel on pending (channel, due_at, created_at);

-- What is paused: a channel's name, or * for all. Written under the head's lock, and read by every writer below it.
create table pause (
    channel text        primary key,
    reason  text        not null,
    by_name text        not null,
    at      timestamptz not null default date_trunc('milliseconds', clock_timestamp())
);

-- Who did it; absent for what the clock did, and for entries from before.
alter table entry add column by_id uuid, add column by_name text;
create index entry_at on entry (channel, at);
