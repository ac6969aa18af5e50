import { deflateRawSync } from 'node:zlib';
import zopfli from '@gfx/zopfli';

const ATTEMPTS = Number(process.env.NAME_ATTEMPTS ?? 160_000);
/** How many bytes longer a program may well become at the beginning; more wants more attempts, and loses what was found. */
const warmth = (again) => Number(process.env.NAME_WARMTH ?? (again ? 0.35 : 0.7));
/** How often Zopfli is asked in the end. */
const ROUNDS = Number(process.env.NAME_ROUNDS ?? 100);
const SEED = Number(process.env.NAME_SEED ?? 1);
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_';

const lengthOf = (text) => deflateRawSync(text, { level: 8, memLevel: 9 }).length;
const servedLengthOf = async (text) => (await zopfli.gzipAsync(Buffer.from(text), { numiterations: 15 })).length;

/**
 * Changes names and orders by chance, and keeps what is not longer, or hardly, the less so the longer it goes on: simulated
 * annealing. Zlib says what is longer, for it is quick; Zopfli, which packs the file that is served, chooses in the end. From
 * the same beginning it comes to the same end.
 */
export async function searched(naming, { names, orders }, again) {
  console.log(`searching ${names.length} names and ${orders.length} orders: some minutes`);
  const random = numbers();
  const change = changes(naming, random);
  const warm = warmth(again);
  const start = seen({ names, orders }, naming);
  let now = start;
  let best = now;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const next = change(now);
    const longer = next && next.length - now.length;
    if (!next || (longer > 0 && random(1e6) / 1e6 > Math.exp(-longer / (warm * (1 - attempt / ATTEMPTS))))) continue;
    now = next;
    if (now.length < best.length) best = now;
  }
  return nearby([start, best], change);
}

/** Of these, and of many that zlib finds nearly as short, the one that Zopfli finds the shortest. */
async function nearby(found, change) {
  let best;
  let shortest = Infinity;
  for (const each of found) {
    const length = await servedLengthOf(each.text);
    if (length < shortest) [best, shortest] = [each, length];
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    let now = best;
    for (let left = 3; left; ) {
      const next = change(now);
      if (!next || next.length > best.length + 1) continue;
      now = next;
      left -= 1;
    }
    const length = await servedLengthOf(now.text);
    if (length <= shortest) [best, shortest] = [now, length];
  }
  return best;
}

/** A program with these names and orders, and, where it is asked for, where in it which name stands. */
function seen({ names, orders }, { print }) {
  const text = print(names, orders);
  let places;
  const look = () => {
    if (!places) print(names, orders, (places = []));
    return places;
  };
  return { names, orders, text, length: lengthOf(text), look };
}

function changes(naming, random) {
  const groupOf = naming.orders.flatMap((order, index) => order.map(() => index));
  return (now) => {
    const next = random(4) ? renamed(now, naming, random) : reordered(now, naming, groupOf[random(groupOf.length)], random);
    return next && seen({ ...now, ...next }, naming);
  };
}

function renamed({ names, look, text }, { apart }, random) {
  const [changed, name] = random(3) ? asElsewhere(look(), text, random) : asAny(names, random);
  return name && name.length <= names[changed].length && name !== names[changed] && { names: exchanged(names, apart, changed, name) };
}

/** A name, and what stands elsewhere after the same letters: that makes longer texts that are alike. */
function asElsewhere(places, text, random) {
  const [index, at] = places[random(places.length)];
  const before = text.slice(at - 2 - random(5), at);
  const found = text.indexOf(before, random(text.length)) + before.length;
  return [index, /^(?!if|in|do)[a-z_$]{1,2}(?![\w$])/i.exec(text.slice(found, found + 3))?.[0]];
}

const asAny = (names, random) => [random(names.length), random(3) ? names[random(names.length)] : LETTERS[random(LETTERS.length)]];

/** Two members change places, or one goes elsewhere. */
function reordered({ orders }, { groups }, group, random) {
  const order = [...orders[group]];
  const [from, to] = [random(order.length), random(order.length)];
  if (random(2)) [order[from], order[to]] = [order[to], order[from]];
  else order.splice(to, 0, ...order.splice(from, 1));
  return from !== to && groups[group].free(order) && { orders: orders.map((each, index) => (index === group ? order : each)) };
}

/** One gets another name; those it must differ from and that have that name get its old one, and so on. */
function exchanged(names, apart, first, name) {
  const old = names[first];
  const next = [...names];
  next[first] = name;
  const changed = [first];
  for (const each of changed) {
    for (const other of apart[each]) {
      if (names[other] !== next[each] || changed.includes(other)) continue;
      next[other] = next[each] === name ? old : name;
      changed.push(other);
    }
  }
  return next;
}

/** Not by chance at all: the same numbers every time. */
function numbers() {
  let state = SEED;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}
