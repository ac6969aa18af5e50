import { parse } from 'acorn';
import { analyze } from 'eslint-scope';
import { groupsOf } from './ordering.mjs';

const syntax = { ecmaVersion: 2022, sourceType: 'module' };

/**
 * The names of a program that may be others: its variables, and the properties of its own `objects`, a list for each.
 * `names` are those it has, in the order in which they come; `apart` says of each, by index, from which others it must
 * differ. `orders` are those in which things stand though they need not. `print` writes the program with others.
 */
export function namingOf(code, objects) {
  const tree = parse(code, { ...syntax, ranges: true });
  const names = [];
  const apart = [];
  const places = new Map();
  const add = (name) => {
    apart.push(new Set());
    return names.push(name) - 1;
  };
  const variables = variablesOf(tree);
  for (const variable of variables) {
    variable.index = add(variable.name);
    for (const start of variable.starts) places.set(start, variable.index);
  }
  for (const one of variables) {
    for (const other of variables) {
      if (one === other || !holds(one.scope, other.scope)) continue;
      // Whoever uses the outer one inside the inner one's scope needs both.
      if (one.scope === other.scope || one.users.some((scope) => holds(other.scope, scope))) {
        apart[one.index].add(other.index);
        apart[other.index].add(one.index);
      }
    }
  }
  const ours = new Set(objects.flat());
  const properties = new Map();
  const keys = new Map();
  /** `{a:b}` and `{a}`, which becomes the other with other names. */
  const pairs = [];
  walk(tree, (node, parent) => {
    if (node.type === 'Identifier' && isKeyOf(node, parent) && ours.has(node.name)) {
      if (!properties.has(node.name)) properties.set(node.name, add(node.name));
      keys.set(node.start, properties.get(node.name));
    }
    if (node.type !== 'Property' || node.computed || node.method || node.kind !== 'init' || node.key.type !== 'Identifier') return;
    const value = node.value.type === 'AssignmentPattern' ? node.value.left : node.value;
    if (value.type === 'Identifier') pairs.push({ key: node.key, value, shorthand: node.shorthand });
  });
  for (const together of objects) {
    const indexes = together.map((name) => properties.get(name)).filter((index) => index !== undefined);
    for (const one of indexes) for (const other of indexes) if (one !== other) apart[one].add(other);
  }

  const groups = groupsOf(code, tree);
  const pieces = piecesOf(code, cutsOf(places, keys, pairs), groups);
  /** The pieces as they stand in each order, for the same order is asked for again and again. */
  const laid = new WeakMap();
  const print = (to, as, at = []) => {
    if (!laid.has(as)) laid.set(as, inOrder(pieces, as));
    let text = '';
    const textOf = (name) => (typeof name === 'number' ? to[name] : name);
    const add = (name) => {
      if (typeof name === 'number') at.push([name, text.length]);
      text += textOf(name);
    };
    for (const piece of laid.get(as)) {
      if (typeof piece === 'string') text += piece;
      else if (typeof piece === 'number') add(piece);
      else {
        const [key, value] = piece;
        add(key);
        if (textOf(key) === textOf(value)) continue;
        text += ':';
        add(value);
      }
    }
    return text;
  };
  return { code, names, apart, places: [...places, ...keys], orders: groups.map(({ places: [one] }) => [...one.keys()]), groups, print };
}

/** Which of the program's names means the same as which: equal for programs that differ in names alone. */
export const meaningOf = (code) => bindingsOf(parse(code, { ...syntax, ranges: true }));

function bindingsOf(tree) {
  const bound = new Map(variablesOf(tree).flatMap(({ starts }, index) => starts.map((start) => [start, index])));
  const found = [];
  walk(tree, (node, parent) => {
    // The key of `{a}` stands where its value stands.
    if (node.type === 'Identifier' && !isKeyOf(node, parent)) found.push(bound.get(node.start) ?? node.name);
  });
  return found.join();
}

/** Names a property, in an object, a class or after a dot. */
const isKeyOf = (node, parent) =>
  !parent?.computed && (parent?.type === 'MemberExpression' ? parent.property === node : parent?.key === node);

function variablesOf(tree) {
  const byStart = new Map();
  const variables = [];
  for (const scope of analyze(tree, syntax).scopes) {
    for (const { name, defs, identifiers, references } of scope.variables) {
      if (!defs.length) continue;
      const starts = [...new Set([...identifiers, ...references.map(({ identifier }) => identifier)].map(({ start }) => start))];
      const users = references.map(({ from }) => from);
      // A class has its name twice, outside and inside.
      const known = starts.map((start) => byStart.get(start)).find(Boolean);
      const variable = known ?? { name, scope, starts: [], users: [] };
      if (!known) variables.push(variable);
      variable.starts = [...new Set([...variable.starts, ...starts])];
      variable.users.push(...users);
      for (const start of starts) byStart.set(start, variable);
    }
  }
  return variables;
}

function holds(outer, inner) {
  for (let scope = inner; scope; scope = scope.upper) if (scope === outer) return true;
  return false;
}

/** Where a name stands, or a pair of names. */
function cutsOf(places, keys, pairs) {
  const cuts = [];
  const paired = new Set();
  const nameAt = ({ start, name }, known) => known.get(start) ?? name;
  for (const { key, value, shorthand } of pairs) {
    paired.add(key.start).add(value.start);
    // A shorthand's one name is the variable's and the key's.
    const fixed = shorthand && !keys.has(key.start) ? key.name : nameAt(key, keys);
    cuts.push({ start: key.start, end: value.end, piece: [fixed, nameAt(value, places)] });
  }
  for (const known of [places, keys]) {
    for (const [start, piece] of known) if (!paired.has(start)) cuts.push({ start, piece });
  }
  return cuts;
}

function inOrder(pieces, orders, all = []) {
  for (const piece of pieces) {
    if (!piece.members) all.push(piece);
    else {
      orders[piece.group].forEach((at, index) => {
        if (index) all.push(orders[piece.group][0] ? piece.turned : piece.between);
        inOrder(piece.members[at], orders, all);
      });
    }
  }
  return all;
}

/** The program as texts, names and groups, whose members are pieces as well. */
function piecesOf(code, cuts, groups) {
  for (const cut of cuts) cut.end ??= cut.start + /^[\w$]+/.exec(code.slice(cut.start))[0].length;
  const marks = groups.flatMap(({ places, turned }, index) =>
    places.map((group) => ({ start: group[0].start, end: group.at(-1).end, group, index, turned })),
  );
  const all = [...cuts, ...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const between = (start, end) => {
    const pieces = [];
    let at = start;
    for (const each of all.filter((one) => one.start >= start && one.end <= end)) {
      // What a group holds has been taken with it.
      if (each.start < at || taken.has(each)) continue;
      taken.add(each);
      const { piece, group, index, turned } = each;
      pieces.push(code.slice(at, each.start));
      if (!group) pieces.push(piece);
      else {
        const members = group.map(({ start, end }) => between(start, end));
        const mark = code.slice(group[0].end, group[1].start);
        pieces.push({ group: index, members, between: mark, turned: turned ?? mark });
      }
      at = each.end;
    }
    return [...pieces, code.slice(at, end)];
  };
  const taken = new Set();
  return between(0, code.length);
}

export function walk(node, visit, parent) {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (child?.type) walk(child, visit, node);
  }
}
