// What `npm publish` would publish, installed into a stranger's project and used there in every way the docs name.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
let project;

function run(program, ...parts) {
  const result = spawnSync(program, parts, { cwd: project, encoding: 'utf8' });
  assert.equal(result.status, 0, `${program} ${parts.join(' ')}\n${result.stdout}${result.stderr}`);
  return result.stdout;
}

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'newsline-package-'));
  await writeFile(join(project, 'package.json'), '{"private":true,"type":"module"}');
  const packed = run('npm', 'pack', root, '--json', '--pack-destination', project);
  // npm's own JSON comes last; what the build says comes before it.
  const answer = JSON.parse(packed.slice(packed.search(/^[[{]$/m)));
  const { filename } = Array.isArray(answer) ? answer[0] : Object.values(answer)[0];
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', join(project, filename));
  // The frameworks a stranger would have; only their types are used.
  for (const module of ['@types/react', 'csstype', 'vue', 'svelte']) {
    await mkdir(dirname(join(project, 'node_modules', module)), { recursive: true });
    await symlink(join(root, 'node_modules', module), join(project, 'node_modules', module));
  }
});
after(() => rm(project, { recursive: true }));

/** Type-checks one file in the project, with nothing but what the package brings. */
async function checkTypes(file, text, { fails = false } = {}) {
  await writeFile(join(project, file), text);
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--ignoreConfig', '--jsx', 'preserve', '--target', 'es2022', '--module', 'esnext'];
  const how = ['--moduleResolution', 'bundler', '--skipLibCheck', 'false', '--types', '', '--lib', 'es2022,dom,dom.iterable'];
  const result = spawnSync(process.execPath, [compiler, ...options, ...how, file], { cwd: project, encoding: 'utf8' });
  assert.equal(result.status !== 0, fails, result.stdout);
  return result.stdout;
}

test('every file that an export names is in the package', async () => {
  for (const [path, target] of Object.entries(exports)) {
    if (path.includes('*')) continue;
    for (const file of typeof target === 'string' ? [target] : Object.values(target)) {
      await readFile(join(project, 'node_modules', name, file));
    }
  }
  for (const file of ['dist/news-line.js', 'dist/manifest.json', 'README.md', 'LICENSE']) {
    await readFile(join(project, 'node_modules', name, file));
  }
});

test('nothing but the package itself was installed', async () => {
  const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'));
  assert.deepEqual(Object.keys(lock.packages), ['', `node_modules/${name}`]);
});

test('every module can be imported where there is no page, as a server that renders does', () => {
  const modules = Object.entries(exports).flatMap(([path, target]) => (target.default ? [path] : []));
  assert.deepEqual(modules, ['.', './element', './client', './rsocket']);
  const code = modules.map((path) => `Object.keys(await import('${name}${path.slice(1)}'))`).join(', ');
  const found = JSON.parse(run(process.execPath, '--input-type=module', '-e', `console.log(JSON.stringify([${code}]))`));
  assert.ok(found[0].includes('NewsLineElement'));
  assert.ok(found[1].includes('NewsLineElement'));
  assert.ok(found[2].includes('follow'));
  assert.ok(found[3].includes('RSocket'));
});

test('a bundler keeps the definition, and drops the class where nobody uses it', async () => {
  const bundled = async (code) => {
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: project }, bundle: true, write: false, format: 'esm', minify: true,
    });
    return outputFiles[0].text;
  };
  assert.match(await bundled(`import '${name}'`), /"news-line"/);
  assert.equal((await bundled(`import { NewsLineElement } from '${name}/element'`)).trim(), '');
});

test('plain TypeScript knows the element, its events and the client', async () => {
  await checkTypes('plain.ts', `
    import '${name}';
    import { follow, type Item } from '${name}/client';
    import { RSocket } from '${name}/rsocket';
    const line = document.createElement('news-line');
    line.addEventListener('news-line-item', (event) => { const item: Item = event.item; void item.headline; });
    document.addEventListener('news-line-open', ({ item }) => void item.id);
    window.addEventListener('news-line-state', ({ state }) => void state.length);
    const following = follow({ server: 'https://news.example', channels: ['main'] }, { changed: (line) => line.items });
    following.close();
    RSocket.connect('wss://news.example/rsocket').then((socket) => socket.close());`);
});

test('React’s JSX knows the element, and refuses what it does not have', async () => {
  const page = (attributes) => `
    import type {} from '${name}/react';
    export const Line = () => (
      <news-line channel="main" src="https://news.example" mode="crawl" ${attributes}
        onnews-line-open={(event) => { if (event.item.link) event.preventDefault(); }} />
    );`;
  await checkTypes('page.tsx', page('min-urgency="flash" rows={5} hide-all'));
  assert.match(await checkTypes('wrong.tsx', page('theme="pink"'), { fails: true }), /"pink"/);
});

test('what the guide says to write is understood by the compiler', async () => {
  const guide = await readFile(join(root, '../docs/widget.md'), 'utf8');
  const page = 'declare function track(id: string): void; declare function draw(items: unknown): void; declare function show(what: unknown): void;';
  const blocks = [...guide.matchAll(/```(tsx|js)\n([\s\S]*?)```/g)].filter(([, , code]) => code.includes(`'${name}`));
  assert.deepEqual(blocks.map(([, language]) => language), ['tsx', 'js', 'js']);
  for (const [index, [, language, code]] of blocks.entries()) {
    await checkTypes(`guide-${index}.${language.replace('js', 'ts')}`, `${code}\n${page}\nexport {};`);
  }
});

test('Vue’s templates know the element', async () => {
  await checkTypes('page-vue.ts', `
    import type { GlobalComponents } from 'vue';
    import type {} from '${name}/vue';
    type Line = InstanceType<GlobalComponents['news-line']>;
    export const props: Line['$props'] = { channel: 'main', src: 'https://news.example', rows: 5, class: 'wide' };
    export const listen = (line: Line) => line.$emit('news-line-pending', null!);
    // @ts-expect-error no such theme
    export const wrong: Line['$props'] = { channel: 'main', src: 'https://news.example', theme: 'pink' };`);
});

test('Svelte’s markup knows the element', async () => {
  await checkTypes('page-svelte.ts', `
    import type { SvelteHTMLElements } from 'svelte/elements';
    import type {} from '${name}/svelte';
    type Line = SvelteHTMLElements['news-line'];
    export const props: Line = {
      channel: 'main', src: 'https://news.example', 'onnews-line-state': (event) => void event.state,
    };
    // @ts-expect-error no such theme
    export const wrong: Line = { channel: 'main', src: 'https://news.example', theme: 'pink' };`);
});

test('the manifest names the element and files that are there, and the guide everything that is in the manifest', async () => {
  const manifest = JSON.parse(await readFile(join(project, 'node_modules', name, 'custom-elements.json'), 'utf8'));
  for (const module of manifest.modules) await readFile(join(project, 'node_modules', name, module.path));
  const element = manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === 'news-line');
  const guide = await readFile(join(root, '../docs/widget.md'), 'utf8');
  const { attributes, events, cssParts, cssProperties, members, slots } = element;
  const surface = [attributes, events, cssParts, cssProperties, members, slots];
  const missing = surface.map((list) => list.map((each) => (each.attribute ?? each.name).replace('--news-line-', '')).filter((word) => !saysOf(guide, word)));
  assert.deepEqual(missing, surface.map(() => []));
  const [, told] = guide.match(/^- Parts: `([^`]+)`/m);
  const parts = cssParts.map(({ name }) => name);
  assert.deepEqual(told.split(/\s+/).filter((part) => !parts.includes(part)), [], 'no part is left out');
  const properties = members.map(({ name }) => name);
  assert.deepEqual(attributes.map(({ fieldName }) => fieldName).filter((name) => name && !properties.includes(name)), []);
  assert.ok(surface.every((list) => list.length > 3), 'an empty list hides nothing');
});

const saysOf = (guide, word) => new RegExp(`(^|[^a-z-])${word}([^a-z-]|$)`, 'm').test(guide);
