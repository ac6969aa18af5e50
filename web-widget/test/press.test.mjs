import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { withArrows, withLet } from '../scripts/arrows.mjs';
import { carried } from '../scripts/carried.mjs';
import { meaningOf, namingOf } from '../scripts/naming.mjs';
import { objects, ours } from '../scripts/press.mjs';

/** The build's own steps: each of them must leave a program that does the same. */

test('no name of ours is one of the protocol, of the attributes, of the events or of the public face', () => {
  const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const wordsOf = (text) => text.replace(/\/\*[^]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '').match(/[A-Za-z]\w*/g);
  const theirs = ['wire', 'words', 'attributes', 'events'].flatMap((file) => wordsOf(read(`src/${file}.ts`)));
  for (const { declarations } of JSON.parse(read('custom-elements.json')).modules) {
    for (const { members = [] } of declarations) theirs.push(...members.map(({ name }) => name));
  }
  assert.ok(theirs.includes('showPending') && theirs.includes('pubStatus'));
  assert.deepEqual(ours.filter((name) => theirs.includes(name)), []);
});

test('properties of ours that are together in one object are together in one line of `objects`', () => {
  const src = fileURLToPath(new URL('../src/', import.meta.url));
  const config = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
  // What these alone know is not in the element's file.
  const others = /^(desk\/|client\.|rsocket)/;
  const api = new API({ cwd: src });
  try {
    const { program, checker } = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    const files = program.getSourceFileNames().filter((name) => name.startsWith(src) && !others.test(name.slice(src.length)));
    const named = [];
    const walk = (node) => {
      if (node.kind === SyntaxKind.Identifier || node.kind === SyntaxKind.ObjectLiteralExpression) named.push(node);
      node.forEachChild(walk);
    };
    for (const file of files) walk(program.getSourceFile(file));
    const apart = new Set();
    const seen = new Set();
    for (const type of new Set(checker.getTypeAtLocation(named))) {
      const together = type ? checker.getPropertiesOfType(type).map(({ name }) => name).filter((name) => ours.includes(name)) : [];
      for (const one of together) {
        seen.add(one);
        for (const other of together) {
          const line = objects.some((names) => names.includes(one) && names.includes(other));
          if (!line) apart.add([one, other].sort().join(' and '));
        }
      }
    }
    assert.deepEqual([...apart], [], 'they would get the same short name');
    assert.deepEqual(ours.filter((name) => !seen.has(name)), []);
  } finally {
    api.close();
  }
});

test('names are printed as they were, and others where they are given', () => {
  const code = 'let a=({x:b,y:c=1})=>b+c+a.x;a({x:1});';
  const { names, orders, print } = namingOf(code, [['x']]);
  assert.equal(print(names, orders), code);
  const other = { a: 'd', b: 'e', c: 'y', x: 'e' };
  assert.equal(print(names.map((name) => other[name]), orders), 'let d=({e,y=1})=>e+y+d.e;d({e:1});');
});

test('a shorthand becomes a pair where the variable gets another name', () => {
  const { names, orders, print } = namingOf('let id=1;f({id});', []);
  assert.deepEqual(names, ['id']);
  assert.equal(print(['a'], orders), 'let a=1;f({id:a});');
});

test('a name that would hide another is known beforehand and noticed afterwards', () => {
  const code = 'let a=1;let f=b=>a+b;let g=c=>c;';
  const { names, apart, orders, print } = namingOf(code, []);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => names.indexOf(name));
  assert.ok(apart[a].has(b));
  assert.ok(!apart[a].has(c));
  const as = (index, name) => meaningOf(print(names.map((old, each) => (each === index ? name : old)), orders));
  assert.notEqual(as(b, 'a'), meaningOf(code));
  assert.equal(as(c, 'a'), meaningOf(code));
});

test('properties have the same name where they cannot be in one object, and only there', () => {
  const { names, apart } = namingOf('f({x:1,y:2},{z:3});', [['x', 'y'], ['z']]);
  const [x, y, z] = ['x', 'y', 'z'].map((name) => names.indexOf(name));
  assert.deepEqual([...apart[x]], [y]);
  assert.deepEqual([...apart[z]], []);
});

/** The program with every group turned round that may be. */
const turned = (code) => {
  const { names, orders, groups, print } = namingOf(code, []);
  return print(names, orders.map((order, group) => (groups[group].free([...order].reverse()) ? [...order].reverse() : order)));
};

test('what does nothing changes places, with its names', () => {
  assert.equal(turned('let a=1,b=()=>c;f(({x:d,y:e=2})=>d+e);'), 'let b=()=>c,a=1;f(({y:e=2,x:d})=>d+e);');
  assert.equal(turned('g(a.b===1?{x:a,y:!1}:0);'), 'g(1===a.b?{y:!1,x:a}:0);');
  assert.equal(turned('let a=f(),b=1;'), 'let b=1,a=f();');
  assert.equal(turned('g(f()-a>=2,a<b.c);'), 'g(2<=f()-a,b.c>a);');
});

test('a name does not come first where a pattern does: it needs a space that is not there', () => {
  const { groups } = namingOf('let{a}=b,c=1,{d}=b;', []);
  const orders = [[0, 1, 2], [1, 0, 2], [2, 0, 1]];
  assert.deepEqual(orders.map(groups.at(-1).free), [true, false, false]);
});

test('what does anything stays where it is', () => {
  for (const code of ['let a=f(),b=g(a),c=a;', 'let a=1,b=f(a);', 'f()>g();', 'h({x:f(),y:g()});', 'h({...a,x:1,...b});', 'i(f()===g());', 'let {x,...y}=j;']) {
    assert.equal(turned(code), code);
  }
});

test('in a stylesheet rules, selectors and declarations change places, unless one sets what the other sets', () => {
  const css = (rules) => `f(":host{${rules}}");`;
  assert.equal(turned(css('gap:1px;color:red')), css('color:red;gap:1px'));
  assert.equal(turned(css('gap:1px}b,i{top:0')), 'f("i,b{top:0}:host{gap:1px}");');
  assert.equal(turned(css('gap:1px;b{top:0}i{color:red}')), css('gap:1px;i{color:red}b{top:0}'));
  // The heavier one wins wherever it stands.
  assert.equal(turned(css('b{top:0}.i{top:1px}')), css('.i{top:1px}b{top:0}'));
  for (const rules of ['b{top:0}i{top:1px}', '.b i{top:0}.b{i{top:1px}}', 'b{all:initial}i{top:1px}', ':b{top:0}[i]{top:1px}', 'b i{top:0}@media c{i+b{top:1px}}']) {
    assert.equal(turned(css(rules)), css(rules));
  }
  for (const rules of ['all:initial;gap:0', 'padding:0;padding-inline:1px', 'border:0;border-color:red', 'font:inherit;line-height:2']) {
    assert.equal(turned(css(rules)), css(rules));
  }
});

test('names and orders are carried over to a program that has changed a little', () => {
  const before = namingOf('let a=1,b=2;f(a,b,{c:a,d:b});g(a);', []);
  const orders = before.orders.map((order) => [...order].reverse());
  const names = ['x', 'y'];
  const last = { program: before.print(names, before.orders), names: names.join(' '), orders: orders.join(' ') };
  const after = namingOf('let a=1,e=0,b=2;f(a,b,{c:a,d:b});h(e);g(a);', []);
  const found = carried(last, after);
  assert.equal(after.print(found.names, found.orders), 'let a=0,y=2,x=1;f(x,y,{d:y,c:x});h(a);g(x);');
});

test('a name that is new where a keyword was is no keyword', () => {
  const before = namingOf('let a=1;if(a)f(a);', []);
  const last = { program: before.print(before.names, before.orders), names: before.names.join(' '), orders: before.orders.join(' ') };
  const after = namingOf('let a=1,b=g();b(a);f(a);', []);
  assert.ok(!carried(last, after).names.includes('if'));
});

test('a module declares what is its own in one way', () => {
  assert.equal(withLet('let a=1;var b=a;f(b);'), 'let a=1;;let b=a;;f(b);');
});

test('functions become arrows before whatever uses them', () => {
  const code = withArrows('let x=f(2);async function g(a){return a}function f(a){let y=h(a);return y;function h(b){return b+1}}use(x,g)');
  assert.doesNotMatch(code, /function/);
  const used = [];
  new Function('use', code)((...values) => used.push(...values));
  assert.equal(used[0], 3);
  assert.equal(used[1].constructor.name, 'AsyncFunction');
  assert.throws(() => withArrows('function f(){return this}'), /no arrow/);
});
