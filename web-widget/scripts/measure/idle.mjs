import { meter, wait } from './rig.mjs';

/** Milliseconds of scripting, and of everything on the main thread, that an hour of silence costs: minutes, scaled up. */
export async function idle(rig, minutes = 4) {
  const page = await rig.open();
  await page.locator('[part~=item]').first().waitFor();
  await wait(3000);
  const read = await meter(page);
  for (let heartbeats = 0; heartbeats < minutes * 4; heartbeats += 1) {
    await wait(15_000);
    const { cursor } = rig.news.journal;
    const frame = JSON.stringify({ type: 'heartbeat', cursor, at: new Date().toISOString() });
    rig.news.say(`event: heartbeat\nid: ${cursor}\ndata: ${frame}\n\n`);
  }
  await wait(200);
  const { script, all } = await read();
  await page.context().close();
  return { script: (script * 60) / minutes, all: (all * 60) / minutes, minutes };
}
