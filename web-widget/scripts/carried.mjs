import { parse } from 'acorn';
import { groupsOf } from './ordering.mjs';

/**
 * The names and orders found for the program as it was, for the program as it is: what has not changed keeps what was found
 * for it, so that a small change needs no new search of everything. What cannot be carried over stays as it is.
 */
export function carried(last, { code, names, apart, places, orders, groups, print }) {
  const found = { names: last.names.split(' '), orders: last.orders.split(' ').map((order) => order.split(',').map(Number)) };
  if (found.names.length === names.length && `${found.orders.map(sorted)}` === `${orders}` && print(found.names, orders) === last.program) return found;
  const to = alignment(tokensOf(code), tokensOf(last.program));
  const wanted = namesAt(places, names, (start) => to.get(start)?.text);
  return { names: apartFrom(wanted, apart), orders: ordersFrom(last.program, found.orders, groups, orders, (start) => to.get(start)?.start) };
}

const sorted = (order) => [...order].sort((a, b) => a - b);

const isShortName = (text) => /^(?!(?:do|if|in)$)[a-z_$]{1,2}$/i.test(text);

/** Short names are all the same here, for they are what differs. */
const tokensOf = (code) =>
  [...code.matchAll(/[\w$]+|[^]/g)].map(({ 0: text, index: start }) => ({ text, start, as: isShortName(text) ? '' : text }));

function namesAt(places, names, textAt) {
  const votes = names.map(() => new Map());
  for (const [start, index] of places) {
    const text = textAt(start);
    if (isShortName(text)) votes[index].set(text, (votes[index].get(text) ?? 0) + 1);
  }
  return votes.map((of, index) => [...of].sort(([, a], [, b]) => b - a)[0] ?? [names[index], 0]);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_';

/** Where two that must differ want the same, the one that stands there less often gets another. */
function apartFrom(wanted, apart) {
  const names = [];
  for (const index of [...wanted.keys()].sort((a, b) => wanted[b][1] - wanted[a][1])) {
    const taken = new Set([...apart[index]].map((other) => names[other]));
    names[index] = [wanted[index][0], ...LETTERS, ...[...LETTERS].map((letter) => `${letter}e`)].find((each) => !taken.has(each));
  }
  return names;
}

function ordersFrom(program, lastOrders, groups, orders, startAt) {
  const old = groupsOf(program, parse(program, { ecmaVersion: 2022, sourceType: 'module' }));
  if (old.length !== lastOrders.length) return orders;
  const ranks = new Map();
  old.forEach(({ places: [members] }, group) => {
    const order = lastOrders[group];
    members.forEach(({ start }, at) => ranks.set(start, [...(ranks.get(start) ?? []), { group, rank: members[0].start + order.indexOf(at) }]));
  });
  return groups.map(({ places: [members], free }, group) => {
    // A rule and its first selector begin at the same place: what most members are in is the group.
    const known = members.map(({ start }) => ranks.get(startAt(start)) ?? []);
    const counts = new Map();
    for (const each of known.flat()) counts.set(each.group, (counts.get(each.group) ?? 0) + 1);
    const [from] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
    const rankOf = (all) => (all.find((one) => one.group === from) ?? all[0])?.rank;
    let rank = -1;
    const keys = known.map((all) => (rank = rankOf(all) ?? rank + 1e-3));
    const order = [...orders[group]].sort((a, b) => keys[a] - keys[b] || a - b);
    return free(order) ? order : orders[group];
  });
}

/** What differs in more tokens is another program. */
const MOST_STEPS = 1500;

/** Of each token of the one, the token of the other that it is, by the shortest way from one to the other (Myers). */
function alignment(one, other) {
  const furthest = new Map([[1, 0]]);
  const trace = [];
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    trace.push(new Map(furthest));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const down = diagonal === -steps || (diagonal !== steps && furthest.get(diagonal - 1) < furthest.get(diagonal + 1));
      let x = down ? furthest.get(diagonal + 1) : furthest.get(diagonal - 1) + 1;
      while (x < one.length && x - diagonal < other.length && one[x].as === other[x - diagonal].as) x += 1;
      furthest.set(diagonal, x);
      if (x >= one.length && x - diagonal >= other.length) return walked(trace, one, other);
    }
  }
  return new Map();
}

function walked(trace, one, other) {
  const to = new Map();
  let [x, y] = [one.length, other.length];
  for (let steps = trace.length - 1; steps >= 0; steps -= 1) {
    const furthest = trace[steps];
    const diagonal = x - y;
    const down = diagonal === -steps || (diagonal !== steps && furthest.get(diagonal - 1) < furthest.get(diagonal + 1));
    const before = down ? diagonal + 1 : diagonal - 1;
    const fromX = furthest.get(before);
    const startX = down ? fromX : fromX + 1;
    while (x > startX && y > 0) to.set(one[(x -= 1)].start, other[(y -= 1)]);
    [x, y] = [fromX, fromX - before];
  }
  return to;
}
