-- What was done, for good: one line of JSON for each act, and the hash that chains it to the one before (docs/desk.md,
-- "The record"). The sealer alone appends to it. The columns behind the hash repeat what the line says, to find it by; that
-- they do is part of the check.
create table history (
    seq       bigint primary key,
    line      text   not null,
    hash      bytea  not null,
    act       text   not null,
    -- RFC 3339 in UTC and milliseconds: the order of such texts is that of the times
    at        text   collate "C" not null,
    by_id     uuid,
    channel   text,
    item      uuid,
    position  bigint,
    -- in the first act of each item
    published text   collate "C"
);

create unique index history_position on history (position) where position is not null;
create index history_item on history (item, seq) where item is not null;
create index history_channel on history (channel, seq);
create index history_by on history (by_id, seq);
create index history_act on history (act, seq);
create index history_at on history (at) where position is not null;
create index history_published on history (channel, published, item) where published is not null;

create function history_is_kept() returns trigger language plpgsql as $$
begin
    raise exception 'history is only ever added to';
end
$$;

create trigger history_is_kept before update or delete or truncate on history
    for each statement execute function history_is_kept();

-- The acts that are about items as readers see them, in the words of the journal's own table.
create view past as
select h.seq, h.position, h.act as kind, h.at, h.item, h.channel, (l ->> 'version')::integer as version,
    h.by_id, l #>> '{by,name}' as by_name,
    d ->> 'pubStatus' as pub_status,
    array_position('{flash,bulletin,urgent,routine}'::text[], d ->> 'urgency') as urgency,
    d ->> 'language' as language,
    coalesce((d ->> 'pinned')::boolean, false) as pinned,
    (d ->> 'expiresAt')::timestamptz as expires_at,
    (d ->> 'textVersion')::integer as text_version
from history h cross join lateral (select h.line::jsonb) parsed(l) cross join lateral (select l -> 'detail') detail(d)
where h.position is not null or h.act = 'kept';

-- Acts that are not the journal's, until they are sealed; each is written in the transaction of what it tells of.
create table unsealed (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
    act     text not null,
    by_id   uuid,
    by_name text,
    channel text,
    item    uuid,
    version integer,
    detail  json not null
);

-- The advisories that the record knows by their SHA-256 only, so that they can be erased with the texts.
create table item_advisory (
    item     uuid    not null references item,
    version  integer not null,
    advisory text    not null,
    primary key (item, version)
);

-- What items say now, folded for search (live.newsline.item.Folded). Written by the sealer, so that telling waits for no
-- index over words.
create table searchable (
    item         uuid        primary key references item,
    channel      text        not null,
    published_at timestamptz not null,
    -- headline, source and tags, a line each
    words        text        not null,
    -- the same in letters that trigrams are made of whatever the database's locale is
    words_key    text        not null,
    headline_key text        not null,
    link         text
);

create index searchable_newest on searchable (channel, published_at desc, item desc);
-- a link may be too long for an index
create index searchable_link on searchable (channel, md5(link)) where link is not null;

create index item_canceled on item (channel, published_at desc, id desc) where pub_status = 'canceled';

-- When a pinned item is not any more; those without an end have no row.
create table pin (
    item  uuid        primary key references item,
    until timestamptz not null
);

create index pin_until on pin (until);

-- From which moment on the record knows everything; null: from the beginning.
create table record (
    one   boolean primary key default true check (one),
    since timestamptz
);

-- Items that the journal has forgotten begin in the record as they are now.
insert into unsealed (act, channel, item, version, detail)
select 'kept', channel, id, version, json_build_object(
    'pubStatus', pub_status,
    'urgency', ('{flash,bulletin,urgent,routine}'::text[])[urgency],
    'language', language,
    'pinned', pinned,
    'advisory', advisory,
    'expiresAt', to_char(expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'textVersion', text_version,
    'publishedAt', to_char(published_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
from item i
where not exists (select from entry where item = i.id)
order by published_at, id;

insert into record (since)
select case when position > 0 and not exists (select from entry where position = 1)
    then date_trunc('milliseconds', clock_timestamp()) + interval '1 ms' end
from head;

-- Which headlines may be like one: all of late, or by trigrams fewer (use_trigrams). How like they are is judged by who asks.
create function alike(line text, key text, since timestamptz) returns table (item uuid)
language sql stable as $$
    select s.item from searchable s where s.channel = line and s.published_at > since
    order by s.published_at desc limit 2000
$$;

-- Search by pg_trgm, wherever it is installed. See docs/operating.md, "Your own PostgreSQL".
create function use_trigrams() returns boolean language plpgsql set search_path from current as $$
declare
    home text;
begin
    begin
        create extension if not exists pg_trgm;
    exception when insufficient_privilege or feature_not_supported or undefined_file or invalid_schema_name then
        raise warning 'without pg_trgm, search reads every headline: %', sqlerrm;
    end;
    select nspname into home from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where extname = 'pg_trgm';
    if home is null then
        return false;
    end if;
    execute format(
        'create index if not exists searchable_headline on searchable using gin (headline_key %I.gin_trgm_ops)', home);
    execute format(
        'create index if not exists searchable_words on searchable using gin (words_key %I.gin_trgm_ops)', home);
    execute format($f$
        create or replace function alike(line text, key text, since timestamptz) returns table (item uuid)
        language sql stable set pg_trgm.similarity_threshold = 0.45 as $a$
            select s.item from searchable s where s.headline_key operator(%I.%%) key and s.channel = line
                and s.published_at > since
            order by %I.similarity(s.headline_key, key) desc, s.published_at desc limit 50
        $a$ $f$, home, home);
    return true;
end
$$;

select use_trigrams();

-- As before, and what the record and the search have of it. The lock is the sealer's: it does not write back what is gone.
create or replace function erase(killed uuid) returns integer language plpgsql set search_path from current as $$
declare
    gone integer;
begin
    perform pg_advisory_xact_lock(hashtext('newsline.sealer'));
    if not exists (select from item where id = killed and pub_status = 'canceled') then
        raise exception 'item % is not killed', killed;
    end if;
    delete from searchable where item = killed;
    delete from item_advisory a where item = killed and version < (select version from item where id = killed);
    delete from item_text where item = killed;
    get diagnostics gone = row_count;
    return gone;
end
$$;
