-- The journal's head: one row, and the lock every writer takes. Positions are counted here and not by a
-- sequence, because a sequence's order is not the order of commits (docs/rationale.md, "Positions").
create table head (
    one      boolean primary key default true check (one),
    epoch    text    not null check (epoch ~ '^[a-z0-9]{1,16}$'),
    position bigint  not null check (position >= 0)
);

insert into head (epoch, position) values (substr(md5(gen_random_uuid()::text), 1, 8), 0);

create table channel (
    name       text        primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    title      text        not null,
    language   text        not null,
    time_zone  text        not null,
    visibility text        not null check (visibility in ('public', 'private')),
    created_at timestamptz not null default date_trunc('milliseconds', clock_timestamp())
);

insert into channel (name, title, language, time_zone, visibility)
values ('main', 'Main', 'en', 'UTC', 'public');

-- An item as it is now.
create table item (
    id           uuid        primary key,
    channel      text        not null references channel,
    version      integer     not null,
    text_version integer     not null,
    pub_status   text        not null check (pub_status in ('usable', 'withheld', 'canceled')),
    urgency      smallint    not null check (urgency between 1 and 4),
    language     text        not null,
    pinned       boolean     not null,
    advisory     text,
    published_at timestamptz not null,
    updated_at   timestamptz not null,
    expires_at   timestamptz
);

create index item_newest on item (channel, published_at desc, id desc) where pub_status = 'usable';
create index item_withheld on item (channel, published_at desc, id desc) where pub_status = 'withheld';
create index item_pinned on item (channel) where pinned and pub_status = 'usable';
create index item_expiring on item (expires_at) where expires_at is not null and pub_status = 'usable';

-- What an item says, apart from the journal: erasing a killed text does not rewrite history.
create table item_text (
    item     uuid    not null,
    version  integer not null,
    headline text    not null,
    link     text,
    media    text,
    image    jsonb,
    tags     jsonb,
    source   text,
    primary key (item, version)
);

-- The journal. A row is never changed; rows leave at the old end only, when retention ends.
create table entry (
    position     bigint      primary key,
    -- tells this row from another that a rewound history puts at the same position
    tag          uuid        not null default gen_random_uuid(),
    kind         text        not null,
    at           timestamptz not null,
    item         uuid        not null references item,
    version      integer     not null,
    channel      text        not null,
    pub_status   text        not null,
    urgency      smallint    not null,
    language     text        not null,
    -- what a selection saw of the item before this entry; absent for the first
    urgency_was  smallint,
    language_was text,
    pinned       boolean     not null,
    advisory     text,
    expires_at   timestamptz,
    text_version integer     not null,
    text_digest  bytea       not null,
    unique (item, version)
);

-- The answers to writes that carried an Idempotency-Key.
create table answered (
    token    uuid        not null,
    address  text        not null,
    key      text        not null,
    body     bytea       not null,
    status   smallint    not null,
    item     uuid        not null,
    position bigint      not null,
    at       timestamptz not null,
    primary key (token, address, key)
);

create index answered_at on answered (at);

-- Who may write, and who may read private channels. A token is kept as its SHA-256 only.
create table token (
    id         uuid        primary key default gen_random_uuid(),
    digest     bytea       not null unique,
    name       text        not null,
    role       text        not null check (role in ('administrator', 'editor', 'reader')),
    -- absent: every channel
    channels   text[],
    created_at timestamptz not null default clock_timestamp(),
    revoked_at timestamptz
);

-- Erases what a killed item said; the journal keeps the digest. See docs/operating.md, "Erasing".
create function erase(killed uuid) returns integer language plpgsql as $$
declare
    gone integer;
begin
    if not exists (select from item where id = killed and pub_status = 'canceled') then
        raise exception 'item % is not killed', killed;
    end if;
    delete from item_text where item = killed;
    get diagnostics gone = row_count;
    return gone;
end
$$;
