/**
 * What stands in a stylesheet in an order that means nothing: rules, as far as the cascade lets them, the selectors of a rule,
 * and declarations that set nothing another one of the rule sets as well. Gives the names of all that is set, with the
 * specificity of those that set it.
 */
export function styleGroups(code, start, end, add, weights = [0]) {
  const rules = [];
  const sets = [];
  let at = start;
  while (at < end) {
    // A selector, perhaps after declarations of the rule that it is nested in; or declarations alone.
    const text = /^[^{}]*/.exec(code.slice(at, end))[0];
    const open = at + text.length + 1;
    const selector = open > end ? end : at + text.lastIndexOf(';') + 1;
    const declarations = parts(code, at, selector, ';').filter((each) => each.text);
    declarationGroup(declarations, add);
    for (const each of declarations) for (const weight of weights) sets.push({ name: nameOf(each), weight });
    if (open > end) break;
    const head = code.slice(selector, open - 1);
    const close = closing(code, open);
    const selectors = head.startsWith('@') ? [] : parts(code, selector, open - 1, ',');
    add(selectors, () => true);
    // What is nested weighs as the heaviest of the selectors around it.
    const own = selectors.length ? selectors.map((each) => Math.max(...weights) + weightOf(each.text)) : weights;
    const inner = head.startsWith('@keyframes') ? [] : styleGroups(code, open, close, add, own);
    rules.push({ start: selector, end: close + 1, sets: inner });
    sets.push(...inner);
    at = close + 1;
  }
  const bound = rules.flatMap((one, from) => rules.flatMap((other, to) => (from < to && meet(one, other) ? [[from, to]] : [])));
  add(rules, () => true, (order) => bound.every(([from, to]) => order.indexOf(from) < order.indexOf(to)));
  return sets;
}

/** A piece of the program, cut at a mark. */
export function parts(code, from, to, mark) {
  return code.slice(from, to).split(mark).map((text) => {
    const part = { start: from, end: from + text.length, text };
    from = part.end + mark.length;
    return part;
  });
}

const nameOf = ({ text }) => text.split(':')[0];

function declarationGroup(declarations, add) {
  const names = declarations.map(nameOf);
  add(declarations, (each) => nameOf(each) !== 'all' && names.filter((name) => clash(name, nameOf(each))).length === 1);
}

function closing(code, open) {
  for (let at = open, depth = 1; ; at += 1) {
    depth += { '{': 1, '}': -1 }[code[at]] ?? 0;
    if (!depth) return at;
  }
}

/** Whether the order of two rules may say which of them holds: where the one weighs more, it holds anyway. */
const meet = (one, other) =>
  one.sets.some((a) => other.sets.some((b) => a.weight === b.weight && (a.name === 'all' || b.name === 'all' || clash(a.name, b.name))));

/** A selector's specificity. A pseudo-element's is left out: beside its own kind it counts for nothing. */
function weightOf(selector) {
  const text = selector.replace(/:(before|first-letter)/g, '');
  return 100 * (text.match(/\.|\[|:(?!not)/g) ?? []).length + (text.match(/(?<![\w.:[=-])[a-z]/g) ?? []).length;
}

/** One may set what the other sets: `padding` and `padding-inline`, all borders, `font` and the height of a line. */
function clash(one, other) {
  const [a, b] = [one, other].map((name) =>
    name.replace('line-height', 'font-line').replace('color-scheme', 'scheme').replace(/^border-.*/, 'border'),
  );
  return a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}
