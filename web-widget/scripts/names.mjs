import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { meaningOf, namingOf } from './naming.mjs';

/** The names found last, and of which program: a search takes a minute, and another zlib would find others. */
const found = fileURLToPath(new URL('news-line.names.json', import.meta.url));
const ATTEMPTS = Number(process.env.NAME_ATTEMPTS ?? 60_000);
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_';

/**
 * Gives a minified program the names that gzip packs best: which of two letters a variable is costs nothing, but texts that
 * are alike become the same. The names are searched anew where the program has changed, if that is allowed.
 */
export async function withBestNames(code, ours, search) {
  const of = createHash('sha256').update(code).digest('hex');
  const naming = namingOf(code, ours);
  let last = JSON.parse(await readFile(found, 'utf8').catch(() => '{}'));
  if (last.of !== of) {
    if (!search) throw new Error('the names are of another program: run "npm run build" and commit it');
    last = { of, names: searched(naming).join(' ') };
    await writeFile(found, `${JSON.stringify(last, null, 2)}\n`);
  }
  const renamed = naming.print(last.names.split(' '));
  if (meaningOf(renamed) !== meaningOf(code)) throw new Error('a name hides another');
  return renamed;
}

/** Changes names by chance, and keeps what is not longer; the same program gives the same names. */
function searched({ names, apart, print }) {
  console.log(`searching ${names.length} names: about a minute`);
  const random = numbers();
  const lengthOf = (some) => gzipSync(print(some), { level: 9 }).length;
  let best = [...names];
  let shortest = lengthOf(best);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const changed = random(best.length);
    const name = random(3) ? best[random(best.length)] : LETTERS[random(LETTERS.length)];
    if (name.length > best[changed].length) continue;
    const next = exchanged(best, apart, changed, name);
    const length = lengthOf(next);
    if (length > shortest) continue;
    best = next;
    shortest = length;
  }
  return best;
}

/** One gets another name; those it must differ from and that have that name get its old one, and so on. */
function exchanged(names, apart, first, name) {
  const old = names[first];
  const next = [...names];
  next[first] = name;
  const changed = [first];
  for (const each of changed) {
    for (const other of apart[each]) {
      if (names[other] !== next[each] || changed.includes(other)) continue;
      next[other] = next[each] === name ? old : name;
      changed.push(other);
    }
  }
  return next;
}

/** Not by chance at all: the same numbers every time. */
function numbers() {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}
