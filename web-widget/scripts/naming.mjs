import { parse } from 'acorn';
import { analyze } from 'eslint-scope';

const syntax = { ecmaVersion: 2022, sourceType: 'module' };

/**
 * The names of a program that may be others: its variables, and the properties in `ours`. `names` are those it has, in the
 * order in which they come; `apart` says of each, by index, from which others it must differ; `print` writes the program
 * with other names.
 */
export function namingOf(code, ours) {
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
  for (const one of properties.values()) for (const other of properties.values()) if (one !== other) apart[one].add(other);

  const pieces = piecesOf(code, places, keys, pairs);
  const print = (to) => {
    const name = (piece) => (typeof piece === 'number' ? to[piece] : piece);
    return pieces
      .map((piece) => {
        if (!Array.isArray(piece)) return name(piece);
        const [key, value] = piece.map(name);
        return key === value ? key : `${key}:${value}`;
      })
      .join('');
  };
  return { names, apart, print };
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

function piecesOf(code, places, keys, pairs) {
  const cuts = [];
  const paired = new Set();
  const nameAt = ({ start, name }, known) => known.get(start) ?? name;
  for (const { key, value, shorthand } of pairs) {
    paired.add(key.start).add(value.start);
    // A shorthand's one name is the variable's and the key's.
    const fixed = shorthand && !keys.has(key.start) ? key.name : nameAt(key, keys);
    cuts.push({ start: key.start, end: value.end, piece: [fixed, nameAt(value, places)] });
  }
  for (const [start, index] of [...places, ...keys]) {
    if (!paired.has(start)) cuts.push({ start, end: start + /^[\w$]+/.exec(code.slice(start))[0].length, piece: index });
  }
  cuts.sort((a, b) => a.start - b.start);
  const pieces = [];
  let at = 0;
  for (const { start, end, piece } of cuts) {
    pieces.push(code.slice(at, start), piece);
    at = end;
  }
  return [...pieces, code.slice(at)];
}

export function walk(node, visit, parent) {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (child?.type) walk(child, visit, node);
  }
}
