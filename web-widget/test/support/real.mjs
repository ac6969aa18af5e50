// What the end-to-end scripts share. Each is run as  node test/<script>.mjs <baseUrl> <adminToken>
import { register } from 'node:module';

register('../typescript-hooks.mjs', import.meta.url);
export const { embed, launchChromium, until } = await import('./chromium.ts');
export const { faultsOf } = await import('./axe.ts');

const [, script, address, token] = process.argv;
if (!address || !token) {
  console.error(`usage: node ${script} <baseUrl> <adminToken>`);
  process.exit(2);
}
export const base = address.replace(/\/$/, '');
/** Tells this run's texts and names from those of the last. */
export const run = Date.now().toString(36);
/** What pages complained of: none may. */
export const faults = [];

let failed = 0;

export async function step(name, work) {
  try {
    await work();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error?.stack ?? error).replaceAll('\n', '\n      ')}`);
  }
}

/** As the administrator, who is a program here; throws at every status that is not 2xx. */
export async function answerTo(method, path, body, more = {}) {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const response = await fetch(base + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': type, ...more },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return { body: text ? JSON.parse(text) : undefined, headers: response.headers };
}

export const call = async (...request) => (await answerTo(...request)).body;

/** Keeps what the page complains of; `but` is what the test itself provokes. */
export function watch(page, name, but = /^$/) {
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  // A blocked script, style or HTML sink says so here.
  page.on('console', (message) => message.type() === 'error' && !but.test(message.text()) && faults.push(`${name}: ${message.text()}`));
  return page;
}

export function expect(actual, expected, what) {
  const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (seen !== wanted) throw new Error(`${what}: expected ${wanted}, got ${seen}`);
}

/** Leaves with the verdict; whatever is still open ends with the process. */
export async function finish() {
  await step('no page complained', () => expect(faults, [], 'faults'));
  console.log(failed ? `${failed} failed` : 'all passed');
  process.exit(failed ? 1 : 0);
}
