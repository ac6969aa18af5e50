import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withArrows } from '../scripts/arrows.mjs';
import { meaningOf, namingOf } from '../scripts/naming.mjs';
import { ours } from '../scripts/press.mjs';

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

test('names are printed as they were, and others where they are given', () => {
  const code = 'let a=({x:b,y:c=1})=>b+c+a.x;a({x:1});';
  const { names, print } = namingOf(code, new Set(['x']));
  assert.equal(print(names), code);
  const other = { a: 'd', b: 'e', c: 'y', x: 'e' };
  assert.equal(print(names.map((name) => other[name])), 'let d=({e,y=1})=>e+y+d.e;d({e:1});');
});

test('a shorthand becomes a pair where the variable gets another name', () => {
  const { names, print } = namingOf('let id=1;f({id});', new Set());
  assert.deepEqual(names, ['id']);
  assert.equal(print(['a']), 'let a=1;f({id:a});');
});

test('a name that would hide another is known beforehand and noticed afterwards', () => {
  const code = 'let a=1;let f=b=>a+b;let g=c=>c;';
  const { names, apart, print } = namingOf(code, new Set());
  const [a, b, c] = ['a', 'b', 'c'].map((name) => names.indexOf(name));
  assert.ok(apart[a].has(b));
  assert.ok(!apart[a].has(c));
  const as = (index, name) => meaningOf(print(names.map((old, each) => (each === index ? name : old))));
  assert.notEqual(as(b, 'a'), meaningOf(code));
  assert.equal(as(c, 'a'), meaningOf(code));
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
