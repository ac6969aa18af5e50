import { adopted } from './adopted.ts';
import { announcer } from './announcer.ts';
import { channels } from './channels.ts';
import { openConnection } from './connection.ts';
import { NewsLineEvent, type NewsLineEvents, type NewsLineState } from './events.ts';
import { breaks, isFlash, isNews, newestFlash } from './flash.ts';
import { makeFrame } from './frame.ts';
import type { NewsLineElement } from './news-line-element.ts';
import { reducedMotion } from './page.ts';
import { openReading } from './reading.ts';
import { wordsFor, type Words } from './strings.ts';
import { styles } from './styles.ts';
import { crawlView } from './views/crawl-view.ts';
import { rotatorView } from './views/rotator-view.ts';
import { listView } from './views/view.ts';
import type { Entry, Item } from './wire.ts';

/** What happens inside an element, which is its face. */
export function lineOf(host: NewsLineElement, states: CustomStateSet) {
  const [tell, frame, scroll, fallback, nothing, position, dismiss] = makeFrame(host);
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styles];
  root.append(frame);
  const announce = announcer(root);
  const reading = openReading();
  const connection = openConnection(host, { changed, stateChanged });

  let view = listView();
  /** What the view was made for. */
  let kind = '';
  let previewed: Item[] | undefined;
  /** True once anything was shown of what is asked for now: from then on the reader may hold it. */
  let settled = false;
  let told: NewsLineState = 'idle';
  /** Nearly in sight, now or before. */
  let near = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let refreshed = () => {};

  dismiss.onclick = () => {
    for (const { id } of reading.shown) reading.unwanted.add(id);
    render(true);
  };
  const acts = ({ type, target, relatedTarget }: any) => {
    // A carousel that the keyboard enters stops until it is told to go on.
    const enters = type === 'focusin' && !frame.contains(relatedTarget) && target.matches(':focus-visible');
    if (enters && host.mode === 'rotator') host.paused = true;
    // Focus that moves on to the next headline has not left.
    setTimeout(settle);
  };
  for (const name of ['pointerenter', 'pointerleave', 'focusin', 'focusout', 'scroll']) frame.addEventListener(name, acts, true);
  const comesNear = ([entry]: IntersectionObserverEntry[]) => {
    near ||= entry!.isIntersecting;
    updateSoon();
  };
  new IntersectionObserver(comesNear, { rootMargin: '256px' }).observe(host);

  return {
    reading,
    connection,
    update,
    updateSoon,

    stateNow(): NewsLineState {
      const { line, barred } = connection;
      if (!line) return previewed ? 'live' : barred ? 'error' : 'idle';
      const { state } = line.hub;
      return state === 'live' && host.paused ? 'paused' : state;
    },

    preview(items: Item[] | undefined): void {
      previewed = items;
      settled = false;
      updateSoon();
    },

    step: (by: number) => view.step?.(by),

    showAll(): void {
      render(true);
      scroll.scrollTop = 0;
      if (frame.matches(':focus-within')) view.list.focus();
    },

    async reread(): Promise<void> {
      channels.forEach((known, address) => known || channels.delete(address));
      update();
      const { line } = connection;
      line?.hub.reread();
      if (line) await new Promise<void>((done) => (refreshed = done));
    },

    end(): void {
      view.end?.();
      kind = '';
      connection.leave();
      left();
    },
  };

  /** Several attributes set in a row make one change of connection, not several. */
  function updateSoon(): void {
    clearTimeout(soon);
    soon = setTimeout(() => host.isConnected && update());
  }

  /** Follows the attributes. */
  function update(): void {
    const { mode, speed, interval } = host;
    const now = `${[mode, speed, interval]}`;
    if (kind !== now) {
      kind = now;
      settled = false;
      view.end?.();
      view = mode === 'crawl' ? crawlView(speed) : mode === 'rotator' ? rotatorView(position, interval) : listView();
      scroll.replaceChildren(fallback, view.node, nothing);
    }
    frame.className = `${mode} ${host.theme}`;
    frame.style = `--rows:${host.rows}`;
    if (host.paused) announce.hush();
    const { barred } = connection;
    const eager = near || mode === 'flash' || host.loading === 'eager';
    if (connection.follow(eager && !previewed)) left();
    if (connection.barred && !barred) fire('error', { error: new Error(`no such channel: ${host.channel}`) });
    render();
  }

  /** What was read so far is nothing to what is asked for now. */
  function left(): void {
    settled = false;
    announce.hush();
    refreshed();
  }

  function wordsNow(): Words {
    return wordsFor(host.closest<HTMLElement>('[lang]')?.lang ?? navigator.language, host.dir);
  }

  /** The reader did something: motion may stop or go on, and what waited may be shown. */
  function settle(): void {
    view.still?.(host.paused || reducedMotion.matches || scroll.matches(':hover, :focus-within'));
    if (reading.waiting && !isHeld()) render();
  }

  /** The reader wants nothing put in, or is at something that an insertion would move. */
  function isHeld(): boolean {
    const hovered = matchMedia('(hover:hover)').matches && scroll.matches(':hover');
    const busy = host.mode === 'list' && (scroll.scrollTop > 8 || scroll.matches(':focus-within') || hovered);
    return settled && (host.paused || host.insert === 'hold' || busy);
  }

  function changed(entry?: Entry, late?: boolean): void {
    if (!entry) {
      // What was about to be spoken may not be in the snapshot any more.
      announce.hush();
      render();
      return refreshed();
    }
    const { item } = entry;
    const { id } = item;
    if (!connection.line!.store.byId(id)) {
      const read = view.nodes.get(id)?.matches(':focus-within');
      announce.hush(id);
      render(false, entry);
      const { strings, tag } = wordsNow();
      if (read && host.announce !== 'off') announce.say(strings.retracted, tag);
      fire('retract', { item });
      return;
    }
    const news = isNews(entry);
    const taken = fire('item', { item, reason: late ? 'catch-up' : news ? 'new' : 'update' });
    const flash = news && !late && breaks(item, connection.serverTime());
    const own = taken && (!flash || fire('flash', { item }));
    if (!taken || (!own && host.mode === 'flash')) reading.unwanted.add(id);
    render(false, entry);
    if (own && news && !late) speak(item, flash);
  }

  function speak({ id, headline = '', language }: Item, flash: boolean): void {
    if (host.paused || document.hidden || host.announce === 'off') return;
    const { strings, tag } = wordsNow();
    const interrupts = flash && host.announce === 'all';
    if (interrupts && announce.interrupt(`${strings.flash}: ${headline}`, language ?? tag)) return;
    announce.sayLater(id, (ids) => {
      const only = ids.length > 1 ? undefined : connection.line?.store.byId(ids[0]!);
      return [only?.headline ?? strings.pending.replace('#', `${ids.length}`), only?.language ?? tag];
    });
  }

  function stateChanged(error?: unknown): void {
    update();
    if (!error) return;
    fire('error', { error });
    refreshed();
  }

  /** Whatever goes wrong in one line is neither the other lines' nor the page's. */
  function render(everything?: boolean, entry?: Entry): void {
    try {
      paint(everything, entry);
    } catch (fault) {
      console.warn(fault);
    }
  }

  /** Brings the shadow up to the store, or, while the reader holds it, only what must not wait. */
  function paint(everything?: boolean, entry?: Entry): void {
    if (!kind) return;
    const { mode } = host;
    const { line, serverTime } = connection;
    const { waiting } = reading;
    const words = wordsNow();
    const ready = previewed || line?.greeted;
    const there = reading.wanted(previewed ?? (ready ? line!.store.shown() : adopted(host, words.tag)));
    const all = mode === 'flash' ? newestFlash(there, serverTime()) : there;
    const now = (item: Item) => (line ? line.store.byId(item.id) : item);
    reading.show(all, isHeld() && !everything ? now : undefined);
    const bare = !reading.shown.length;
    // Once there is news, the page's own children are history, also when another channel is chosen.
    if (ready || !bare) fallback.hidden = true;
    if (ready) settled = true;
    view.node.hidden = bare;
    nothing.hidden = !ready || !bare;
    frame.hidden = bare && mode === 'flash';
    const zoneOf = (name: string) => host.timeZone || connection.about(name)?.timeZone;
    const opens = (item: Item) => fire('open', { item });
    const fresh = entry && isNews(entry) ? entry.item.id : undefined;
    view.show(reading.shown, { ...words, host, zoneOf, serverTime, opens }, fresh);
    settle();
    tell(connection, words);
    if (reading.waiting !== waiting) fire('pending', { count: reading.waiting });
    const { state } = host;
    if (state !== told) {
      told = state;
      fire('state', { state });
    }
    const flash = reading.shown.some(isFlash);
    try {
      for (const [name, on] of Object.entries({
        live: state === 'live', paused: host.paused, offline: state === 'offline', empty: !nothing.hidden, flash,
      })) {
        states[on ? 'add' : 'delete'](name);
      }
    } catch {
      // Browsers of before 2024 want two dashes before the name.
    }
  }

  function fire<Name extends keyof NewsLineEvents>(name: Name, facts: NewsLineEvents[Name]): boolean {
    return host.dispatchEvent(new NewsLineEvent(name, facts));
  }
}
