import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { carried } from './carried.mjs';
import { meaningOf, namingOf } from './naming.mjs';
import { searched } from './search.mjs';

/** The names found last, and of which program: a search takes minutes, and another zlib would find others. */
const found = fileURLToPath(new URL('news-line.names.json', import.meta.url));

/**
 * Gives a minified program the names and the order that gzip packs best: which of two letters a variable is costs nothing, but
 * texts that are alike become the same. Where the program has changed the search goes on from what it found last, if that is
 * allowed.
 */
export async function withBestNames(code, objects, search) {
  const naming = namingOf(code, objects);
  const of = createHash('sha256').update(`${code}${naming.names}${naming.orders}`).digest('hex');
  let last = JSON.parse(await readFile(found, 'utf8').catch(() => '{}'));
  if (last.of !== of) {
    if (!search) throw new Error('the names are of another program: run "npm run build" and commit it');
    const { names, orders } = await searched(naming, last.program ? carried(last, naming) : naming, last.program);
    last = { of, names: names.join(' '), orders: orders.join(' '), program: naming.print(names, naming.orders) };
    await writeFile(found, `${JSON.stringify(last, null, 2)}\n`);
  }
  const names = last.names.split(' ');
  const orders = last.orders.split(' ').map((order) => order.split(',').map(Number));
  const same = (one) => [...naming.apart[one]].some((other) => names[other] === names[one]);
  if (names.some((_, one) => same(one))) throw new Error('two names that must differ are the same');
  if (meaningOf(naming.print(names, naming.orders)) !== meaningOf(code)) throw new Error('a name hides another');
  const whole = orders.map((order) => [...order].sort((a, b) => a - b));
  if (`${whole}` !== `${naming.orders}`) throw new Error('an order leaves something out');
  if (orders.some((order, group) => !naming.groups[group].free(order))) throw new Error('an order changes what the stylesheet says');
  return naming.print(names, orders);
}
