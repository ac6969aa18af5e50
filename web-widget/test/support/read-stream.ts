/** Reads entries over SSE up to a cursor, as the bytes they are, with nothing but fetch. */
export async function readStream(address: string, upTo: string): Promise<string[]> {
  const abort = AbortSignal.timeout(10_000);
  const response = await fetch(address, { headers: { Accept: 'text/event-stream' }, signal: abort });
  if (!response.ok || !response.body) throw new Error(`${address} answered ${response.status}`);
  const entries: string[] = [];
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const lines = event.split('\n');
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).replace(/^ /, ''));
      if (data.length !== 1) continue;
      const frame = JSON.parse(data[0]!);
      if (frame.type === 'entry') entries.push(data[0]!);
      if (frame.cursor === upTo) return entries;
    }
  }
  throw new Error(`${address} ended before ${upTo}; it told ${entries.length} entries`);
}
