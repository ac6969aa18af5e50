-- Who works at the desk (docs/desk.md). Whoever knows a secret here is known by its SHA-256 only.
create table person (
    id         uuid        primary key default gen_random_uuid(),
    login      text        not null unique check (login ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    name       text        not null,
    password   text        not null,
    role       text        not null check (role in ('administrator', 'chief', 'editor', 'contributor')),
    -- absent: every channel
    channels   text[],
    created_at timestamptz not null default clock_timestamp(),
    ended_at   timestamptz
);

-- A link that makes an account, or a new password for one.
create table invitation (
    digest     bytea       primary key,
    -- absent: a new account
    person     uuid        references person,
    -- what a new account will be
    role       text        check (role in ('administrator', 'chief', 'editor', 'contributor')),
    channels   text[],
    -- printed by a start, while nobody has an account
    first      boolean     not null default false,
    expires_at timestamptz not null default clock_timestamp() + interval '72 hours',
    check ((person is null) = (role is not null))
);

create table session (
    id         uuid        primary key default gen_random_uuid(),
    digest     bytea       not null unique,
    person     uuid        not null references person,
    agent      text        not null,
    created_at timestamptz not null default clock_timestamp(),
    -- to the minute
    seen_at    timestamptz not null default clock_timestamp(),
    ends_at    timestamptz not null default clock_timestamp() + interval '7 days'
);

create index session_person on session (person);

-- Browsers that somebody signed in with before: strangers' failures do not slow them.
create table device (
    digest  bytea       primary key,
    person  uuid        not null references person,
    seen_at timestamptz not null default clock_timestamp()
);

create index device_person on device (person);

alter table token add column expires_at timestamptz;
