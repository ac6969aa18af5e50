import { build } from 'esbuild';
import { minify } from 'terser';
import { withArrows, withLet } from './arrows.mjs';
import { options } from './bundle.mjs';
import { withBestNames } from './names.mjs';
import { packedWords } from './pack-words.mjs';

/**
 * Properties of our own objects, which get short names: in each line those that can be together in one object, so that they
 * must differ. None may be what the platform, the protocol or our public face calls anything that is used here.
 */
export const objects = `
  channels languages
  byId short apply take shown
  selection limit keeps changed stateChanged hub store greeted filling leave
  server heardAt skew fits seat reread
  read stop
  told turned pages keeps
  line server names barred follow leave about serverTime
  tag strings host zoneOf serverTime opens
  say sayLater interrupt hush
  shown waiting unwanted wanted show
  list node nodes show still step end
  told
  reading connection update updateSoon stateNow preview step showAll reread end
`.trim().split('\n').map((names) => names.trim().split(' '));
export const ours = [...new Set(objects.flat())];

/** Each of these was measured, gzipped. */
const smaller = {
  module: true,
  ecma: 2020,
  compress: {
    ecma: 2020, passes: 5, pure_getters: true, keep_fargs: false, hoist_funs: true, reduce_funcs: false, lhs_constants: false,
    unsafe: true, unsafe_arrows: true, unsafe_methods: true,
  },
};

/** Bundles a module as small as we can, for pages that have other things to load: docs/rationale.md says what each step saves. */
export async function press(entry, search) {
  return withBestNames(...(await minified(entry)), search);
}

/** The program with the names that Terser gave it, and those of its objects' properties. */
export async function minified(entry) {
  const { outputFiles, mangleCache } = await build({
    ...options,
    plugins: [...options.plugins, packedWords],
    minify: true,
    mangleProps: new RegExp(`^(${ours.join('|')})$`),
    mangleCache: {},
    entryPoints: [entry],
    write: false,
  });
  const unknown = ours.filter((name) => !(name in mangleCache));
  if (unknown.length) throw new Error(`nothing is called ${unknown.join()}`);
  const small = async (code) => (await minify(code, smaller)).code;
  const code = await small(withLet(withArrows(await small(outputFiles[0].text))));
  return [`${code}\n`, objects.map((names) => names.map((name) => mangleCache[name]))];
}
