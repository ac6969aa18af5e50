import { walk } from './naming.mjs';
import { parts, styleGroups } from './style-order.mjs';

/**
 * What stands in an order that means nothing, as lists of neighbours: the properties that a pattern takes, those of an object
 * (our own and the platform's read them by name), functions and plain values that are declared together, a class's methods,
 * the sides of an equation. Only what does nothing while it is looked at may change places. Each group is a list of the
 * places that are in the same order: several for the words' names and their languages, otherwise one. `free` says whether an order is one
 * in which they may stand; `turned` is what stands between the two in the other order, if it is something else.
 */
export function groupsOf(code, tree) {
  const groups = [];
  const words = [];
  const add = (nodes, moves, free = () => true) => {
    let group = [];
    for (const node of [...nodes, undefined]) {
      if (node && moves(node)) group.push(node);
      else {
        if (group.length > 1) groups.push({ places: [group], free });
        group = [];
      }
    }
  };
  walk(tree, (node) => {
    const { type, start, end, properties, declarations, body, operator, left, right, value } = node;
    if (type === 'ObjectPattern') add(properties, (each) => isNamed(each) && (!each.value.right || plain(each.value.right)));
    if (type === 'ObjectExpression') add(properties, (each) => isNamed(each) && quiet(each.value));
    // What is plain may as well be there earlier.
    const addAll = (all, isPlain, mayBegin = () => true) =>
      add(
        all,
        () => true,
        (order) => mayBegin(all[order[0]]) && order.every((one, at) => order.slice(0, at).every((other) => other < one || isPlain(all[other]))),
      );
    // After `let{` there is no space, and before a name there must be one.
    if (type === 'VariableDeclaration') {
      const spaced = code[declarations[0].start - 1] === ' ';
      addAll(declarations, ({ init }) => !init || plain(init), ({ id }) => spaced || id.type !== 'Identifier');
    }
    if (type === 'ClassBody') addAll(body, (each) => each.type === 'MethodDefinition');
    // A word that is beside an equation needs its space.
    if (operator in TURNED && !/[\w$]/.test(code[start - 1] + code[end]) && [left, right].every(isSide)) {
      if ([left, right].every(quiet) || [left, right].some(plain)) groups.push({ places: [[left, right]], free: () => true, turned: TURNED[operator] });
    }
    if (type !== 'Literal') return;
    if (/^:host\{/.test(value)) styleGroups(code, start + 1, end - 1, add);
    // As scripts/pack-words.mjs writes them; dates come last, and not in every language.
    const mark = /^\w+( \w+){21} ago months weekdays$/.test(value) ? ' ' : /^[^=]*(=[^=]*){21}(=[^=]*){0,3}$/.test(value) ? '=' : '';
    if (mark) words.push(parts(code, start + 1, end - 1, mark));
  });
  if (words.length) groups.push({ places: words.map((texts) => texts.slice(0, 22)), free: () => true });
  return groups;
}

const isNamed = ({ type, computed }) => type === 'Property' && !computed;
const isFunction = ({ type }) => /^(Arrow)?FunctionExpression$/.test(type);

/** A value that names nothing that might not be there yet. */
const plain = (node) =>
  node.type === 'Literal' ||
  isFunction(node) ||
  (node.type === 'UnaryExpression' && plain(node.argument)) ||
  (node.type === 'ArrayExpression' && node.elements.every(plain)) ||
  (node.type === 'ObjectExpression' && node.properties.every((each) => each.type === 'Property' && plain(each.value))) ||
  (node.type === 'NewExpression' && !node.arguments.length && /^(Map|Set|AbortController)$/.test(node.callee.name));

/** Reads, and does nothing: our getters do nothing either. */
const quiet = (node) =>
  plain(node) ||
  node.type === 'Identifier' ||
  (node.type === 'UnaryExpression' && node.operator !== 'delete' && quiet(node.argument)) ||
  (node.type === 'MemberExpression' && !node.computed && quiet(node.object)) ||
  (/^(Binary|Logical)Expression$/.test(node.type) && quiet(node.left) && quiet(node.right)) ||
  (node.type === 'ConditionalExpression' && quiet(node.test) && quiet(node.consequent) && quiet(node.alternate)) ||
  (node.type === 'TemplateLiteral' && node.expressions.every(quiet));

/** What binds closer than an equation does. */
const isSide = ({ type, operator }) =>
  /^(Literal|Identifier|MemberExpression|UnaryExpression|TemplateLiteral|CallExpression)$/.test(type) ||
  (type === 'BinaryExpression' && /^[-+*/%]$/.test(operator));

/** How an equation is read from its other side. */
const TURNED = { '===': '===', '!==': '!==', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
