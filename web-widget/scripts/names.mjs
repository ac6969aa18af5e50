import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { meaningOf, namingOf } from './naming.mjs';

/** The names found last, and of which program: a search takes minutes, and another zlib would find others. */
const found = fileURLToPath(new URL('news-line.names.json', import.meta.url));
const ATTEMPTS = Number(process.env.NAME_ATTEMPTS ?? 160_000);
/** How many bytes longer a program may well become at the beginning; more wants more attempts. */
const WARMTH = 0.7;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_';

/**
 * Gives a minified program the names and the order that gzip packs best: which of two letters a variable is costs nothing, but
 * texts that are alike become the same. They are searched anew where the program has changed, if that is allowed.
 */
export async function withBestNames(code, objects, search) {
  const naming = namingOf(code, objects);
  const of = createHash('sha256').update(`${code}${naming.names}${naming.orders}`).digest('hex');
  let last = JSON.parse(await readFile(found, 'utf8').catch(() => '{}'));
  if (last.of !== of) {
    if (!search) throw new Error('the names are of another program: run "npm run build" and commit it');
    const { names, orders } = searched(naming);
    last = { of, names: names.join(' '), orders: orders.join(' ') };
    await writeFile(found, `${JSON.stringify(last, null, 2)}\n`);
  }
  const names = last.names.split(' ');
  const orders = last.orders.split(' ').map((order) => order.split(',').map(Number));
  const same = (one) => [...naming.apart[one]].some((other) => names[other] === names[one]);
  if (names.some((_, one) => same(one))) throw new Error('two names that must differ are the same');
  if (meaningOf(naming.print(names, naming.orders)) !== meaningOf(code)) throw new Error('a name hides another');
  const whole = orders.map((order) => [...order].sort((a, b) => a - b));
  if (`${whole}` !== `${naming.orders}`) throw new Error('an order leaves something out');
  return naming.print(names, orders);
}

/**
 * Changes names and orders by chance, and keeps what is not longer, or hardly, the less so the longer it goes on: simulated
 * annealing. The same program gives the same names.
 */
function searched({ names, apart, orders, print }) {
  console.log(`searching ${names.length} names and ${orders.length} orders: about three minutes`);
  const random = numbers();
  const lengthOf = (some) => gzipSync(print(some.names, some.orders), { level: 9 }).length;
  let now = { names, orders };
  let length = lengthOf(now);
  let best = now;
  let shortest = length;
  const groups = orders.flatMap((order, index) => order.map(() => index));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const next = random(4) ? renamed(now, apart, random) : reordered(now, groups[random(groups.length)], random);
    if (!next) continue;
    const longer = lengthOf(next) - length;
    if (longer > 0 && random(1e6) / 1e6 > Math.exp(-longer / (WARMTH * (1 - attempt / ATTEMPTS)))) continue;
    now = next;
    length += longer;
    if (length < shortest) [best, shortest] = [now, length];
  }
  return best;
}

function renamed({ names, orders }, apart, random) {
  const changed = random(names.length);
  const name = random(3) ? names[random(names.length)] : LETTERS[random(LETTERS.length)];
  return name.length <= names[changed].length && name !== names[changed] && { names: exchanged(names, apart, changed, name), orders };
}

/** Two members change places, or one goes elsewhere. */
function reordered({ names, orders }, group, random) {
  const order = [...orders[group]];
  const [from, to] = [random(order.length), random(order.length)];
  if (random(2)) [order[from], order[to]] = [order[to], order[from]];
  else order.splice(to, 0, ...order.splice(from, 1));
  return from !== to && { names, orders: orders.map((each, index) => (index === group ? order : each)) };
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
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}
