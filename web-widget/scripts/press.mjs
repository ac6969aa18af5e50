import { build } from 'esbuild';
import { minify } from 'terser';
import { withArrows } from './arrows.mjs';
import { options } from './bundle.mjs';
import { withBestNames } from './names.mjs';
import { packedWords } from './pack-words.mjs';

/**
 * Properties of our own objects, which get short names. None may be what the platform, the protocol or our public face
 * calls anything that is used here.
 */
export const ours = `
  about apply ask barred byId changed channels connection days end filling fits follow greeted heardAt
  hub hush interrupt keeps languages leave limit line list names node opens pages preview read reader
  reading reread say sayLater seat selection server serverTime short show showAll shown skew stateChanged stateNow step still
  stop store strings tag take told turned unwanted update updateSoon waiting wanted zoneOf
`.trim().split(/\s+/);

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
  const code = await small(withArrows(await small(outputFiles[0].text)));
  return withBestNames(`${code}\n`, new Set(Object.values(mangleCache)), search);
}
