import { parse } from 'acorn';
import { walk } from './naming.mjs';

/** Writes the functions of every block as arrows at its beginning: `let a=()=>…` says what `function a(){…}` says, shorter. */
export function withArrows(code) {
  for (;;) {
    const block = lastWithFunctions(parse(code, { ecmaVersion: 2022, sourceType: 'module' }));
    if (!block) return code;
    const text = ({ start, end }) => code.slice(start, end);
    const functions = block.body.filter(isFunction);
    const arrows = functions.map(({ id, async, params, body }) => {
      walk(body, ({ type }) => {
        if (type === 'ThisExpression') throw new Error(`${id.name} is no arrow: it has a this of its own`);
      });
      return `${id.name}=${async ? 'async' : ''}(${params.map(text).join()})=>${text(body)}`;
    });
    const start = block.body[0].start;
    const others = block.body.filter((statement) => !isFunction(statement)).map(text);
    code = `${code.slice(0, start)}let ${arrows.join()};${others.join(';')}${code.slice(block.body.at(-1).end)}`;
  }
}

/** A module's own variables are declared as those of its functions are, so that one declaration can hold them. */
export function withLet(code) {
  const { body } = parse(code, { ecmaVersion: 2022, sourceType: 'module' });
  return body.map(({ type, kind, start, end }) => {
    const text = code.slice(start, end);
    return type === 'VariableDeclaration' && kind === 'var' ? text.replace('var', 'let') : text;
  }).join(';');
}

const isFunction = ({ type }) => type === 'FunctionDeclaration';

/** An inner block comes after the one that holds it. */
function lastWithFunctions(tree) {
  let last;
  walk(tree, (node) => {
    if (/^(Program|BlockStatement)$/.test(node.type) && node.body.some(isFunction)) last = node;
  });
  return last;
}
