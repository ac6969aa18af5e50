import { walk } from './naming.mjs';

/**
 * What stands in an order that means nothing, as lists of neighbours: the properties that a pattern takes, those of an object
 * (our own and the platform's read them by name), functions and plain values that are declared together, a class's methods,
 * the sides of an equation. Only what does nothing while it is looked at may change places. Each group is a list of the
 * places that are in the same order: several for the words' names and their languages, otherwise one.
 */
export function groupsOf(code, tree) {
  const groups = [];
  const words = [];
  const add = (nodes, free) => {
    let group = [];
    for (const node of [...nodes, undefined]) {
      if (node && free(node)) group.push(node);
      else {
        if (group.length > 1) groups.push([group]);
        group = [];
      }
    }
  };
  walk(tree, (node) => {
    const { type, start, end, properties, declarations, body, operator, left, right, value } = node;
    if (type === 'ObjectPattern') add(properties, (each) => isNamed(each) && (!each.value.right || plain(each.value.right)));
    if (type === 'ObjectExpression') add(properties, (each) => isNamed(each) && quiet(each.value));
    if (type === 'VariableDeclaration') add(declarations, ({ init }) => !init || plain(init));
    if (type === 'ClassBody') add(body, (each) => each.type === 'MethodDefinition');
    // A word that is beside an equation needs its space.
    if (/^[!=]==$/.test(operator) && !/[\w$]/.test(code[start - 1] + code[end])) add([left, right], side);
    if (type !== 'Literal') return;
    if (/^:host\{/.test(value)) styleGroups(code, start + 1, end - 1, add);
    // As scripts/pack-words.mjs writes them; dates come last, and not in every language.
    const mark = /^\w+( \w+){21} ago months weekdays$/.test(value) ? ' ' : /^[^=]*(=[^=]*){21}(=[^=]*){0,3}$/.test(value) ? '=' : '';
    if (mark) words.push(parts(code, start + 1, end - 1, mark));
  });
  if (words.length) groups.push(words.map((places) => places.slice(0, 22)));
  return groups;
}

/** A piece of the program, cut at a mark. */
function parts(code, from, to, mark) {
  return code.slice(from, to).split(mark).map((text) => {
    const part = { start: from, end: from + text.length, text };
    from = part.end + mark.length;
    return part;
  });
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

/** What binds closer than the equation does. */
const side = (node) => /^(Literal|Identifier|MemberExpression|UnaryExpression|TemplateLiteral)$/.test(node.type) && quiet(node);

/** In a stylesheet: the selectors of a rule, and the declarations that set nothing another one of the rule sets as well. */
function styleGroups(code, start, end, add) {
  for (let at = start; at < end; ) {
    const [, text, mark] = /^([^{}]*)([{}])/.exec(code.slice(at, end));
    const stop = at + text.length;
    // Before a brace that opens stands a selector, perhaps after declarations.
    const selector = mark === '{' ? at + text.lastIndexOf(';') + 1 : stop;
    if (mark === '{' && code[selector] !== '@') add(parts(code, selector, stop, ','), () => true);
    const declarations = parts(code, at, selector, ';').filter(({ text }) => text);
    const names = declarations.map(({ text }) => text.split(':')[0]);
    add(declarations, ({ text }) => names.filter((name) => clash(name, text.split(':')[0])).length === 1 && !text.startsWith('all:'));
    at = stop + 1;
  }
}

/** One may set what the other sets: `padding` and `padding-inline`, all borders, `font` and the height of a line. */
function clash(one, other) {
  const [a, b] = [one, other].map((name) =>
    name.replace('line-height', 'font-line').replace('color-scheme', 'scheme').replace(/^border-.*/, 'border'),
  );
  return a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}
