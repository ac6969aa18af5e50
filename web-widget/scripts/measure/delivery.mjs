import { quantile, wait } from './rig.mjs';

/** Milliseconds from the server's write to the first frame that shows the row, for many items at a reader's pace. */
export async function delivery(rig, count = 500) {
  const page = await rig.open('<news-line channel="main" loading="eager" rows="10"></news-line>');
  await page.locator('[part~=item]').nth(9).waitFor();
  await page.evaluate(() => {
    const seen = (window.seen = new Map());
    const list = document.querySelector('news-line').shadowRoot;
    const later = new MessageChannel();
    const waiting = [];
    // After the frame's callbacks comes its paint, and after that this message.
    later.port1.onmessage = () => {
      const now = Date.now();
      for (const number of waiting.splice(0)) seen.set(number, now);
    };
    new MutationObserver(() => {
      const numbers = [...list.querySelectorAll('[part~=headline]')]
        .map((headline) => /\((\d+)\)/.exec(headline.textContent)?.[1])
        .filter((number) => number && !seen.has(number) && !waiting.includes(number));
      if (!numbers.length) return;
      waiting.push(...numbers);
      requestAnimationFrame(() => later.port2.postMessage(0));
    }).observe(list, { childList: true, subtree: true, characterData: true });
  });
  const written = new Map();
  for (let n = 0; n < count; n += 1) {
    written.set(String(n), Date.now());
    rig.news.journal.publish({ headline: `${rig.story(n)} (${n})`, link: 'https://news.example/story' });
    await wait(20 + Math.random() * 60);
  }
  await page.waitForFunction((last) => window.seen.has(last), String(count - 1));
  await wait(200);
  const seen = new Map(await page.evaluate(() => [...window.seen]));
  await page.context().close();
  const delays = [...written].flatMap(([number, at]) => (seen.has(number) ? [seen.get(number) - at] : []));
  return { count: delays.length, p50: quantile(delays, 0.5), p99: quantile(delays, 0.99) };
}
