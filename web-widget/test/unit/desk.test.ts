import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from '../../src/desk/address.ts';
import { clean } from '../../src/desk/clean.ts';
import { blank, copyOf, draftOf, patchOf } from '../../src/desk/copy.ts';
import { countOf, levelOf, warningAt } from '../../src/desk/count.ts';
import { piecesOf } from '../../src/desk/difference.ts';
import { Drafts } from '../../src/desk/drafts.ts';
import { memoryShelf, Outbox, TOO_OLD, type Letter } from '../../src/desk/outbox.ts';
import { allWords, factWord, languages, speak, t } from '../../src/desk/texts.ts';
import { table } from '../../src/desk/words.ts';

test('counts code points of what the server will store: trimmed, NFC', () => {
  assert.equal(countOf('👩‍👩‍👧 Ə'), 7);
  assert.equal(countOf('  e\u0301\n '), 1);
  assert.deepEqual([139, 140, 280, 281].map(levelOf), ['fits', 'long', 'long', 'over']);
});

test('speaks at nine tenths, at the end and beyond, and at no other key', () => {
  const said = [251, 252, 253, 279, 280, 281, 282].map((count) => warningAt(count - 1, count));
  assert.deepEqual(said, [undefined, 'near', undefined, undefined, 'full', 'over', undefined]);
  assert.equal(warningAt(281, 280), undefined);
});

test('a paste from a wire loses slug, dateline and markup, and gives its link and source away', () => {
  const wire = 'BC-HARBOUR-BRIDGE (UPDATE 2)\nBAKU, Nov 24 (Example Wire) - Bridge opens &amp; ferries stop: https://example.org/a?b=1.\nMore below.';
  assert.deepEqual(clean(wire), {
    headline: 'Bridge opens & ferries stop:', link: 'https://example.org/a?b=1', source: 'Example Wire', changed: true,
  });
  assert.equal(clean('<p>Night <b>buses</b> are free</p>').headline, 'Night buses are free');
  assert.equal(clean('Night buses', '<a href="https://example.org/x?a=1&amp;b=2">').link, 'https://example.org/x?a=1&b=2');
});

test('a paste that is a headline stays as it is', () => {
  for (const text of ['Storm-hit coast waits', '5 < 6 and 7 > 3', 'COVID-19', 'Mayor (62) resigns - report', 'Gecə avtobusları']) {
    assert.deepEqual(clean(text), { headline: text, link: '', source: '', changed: false });
  }
});

test('what would turn the text around never comes in', () => {
  assert.equal(clean('a\u202Eb\u0000c').headline, 'a b c');
});

test('a patch says what changed and nothing else; null clears', () => {
  const base = copyOf({ headline: 'A', urgency: 'urgent', tags: ['x', 'y'], source: 'S' });
  assert.deepEqual(patchOf(base, { ...base, urgency: 'routine', source: ' ', tags: 'x,y' }), { urgency: null, source: null });
  assert.deepEqual(draftOf({ ...blank, headline: ' A\nB ', tags: 'x, ,y' }), { headline: 'A B', tags: ['x', 'y'] });
});

test('a draft is one person’s, and a broken store costs nothing but the draft', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text), removeItem: (name: string) => void kept.delete(name) };
  new Drafts(storage, 'a').write({ channel: 'main', copy: { ...blank, headline: 'Half a' }, dueAt: '' });
  assert.equal(new Drafts(storage, 'a').read()?.copy.headline, 'Half a');
  assert.equal(new Drafts(storage, 'b').read(), undefined);
  kept.set('newsline-draft-a', '{"copy":');
  assert.equal(new Drafts(storage, 'a').read(), undefined);
  const full = { ...storage, setItem: () => { throw new Error('full'); } };
  new Drafts(full, 'a').write({ channel: 'main', copy: { ...blank, headline: 'Half a' }, dueAt: '' });
});

const letter = (key: string, at: number): Letter => ({ key, person: 'p', path: '/', body: {}, at, channel: 'main', copy: blank, dueAt: '' });

test('what gets no answer is sent again with its own key, in order, and once answered never more', async () => {
  const sent: string[] = [];
  let there = false;
  const outbox = new Outbox(memoryShelf(), async ({ key }) => (sent.push(key), there), undefined, () => 1000);
  await outbox.post(letter('a', 1));
  await outbox.post(letter('b', 2));
  assert.deepEqual(outbox.letters.map(({ key }) => key), ['a', 'b']);
  there = true;
  await outbox.flush('p');
  await outbox.flush('p');
  assert.deepEqual(sent, ['a', 'a', 'a', 'b']);
  assert.deepEqual(outbox.letters, []);
});

test('what is older than two minutes waits for a word; another person’s is not touched', async () => {
  const sent: string[] = [];
  const shelf = memoryShelf();
  await shelf.put(letter('old', 0));
  await shelf.put({ ...letter('hers', TOO_OLD), person: 'q' });
  await shelf.put(letter('new', TOO_OLD));
  const outbox = new Outbox(shelf, async ({ key }) => !!sent.push(key), undefined, () => TOO_OLD + 1);
  await outbox.flush('p');
  assert.deepEqual(sent, ['new']);
  assert.deepEqual(outbox.doubtful.map(({ key }) => key), ['old']);
  await outbox.want(outbox.doubtful[0]!);
  assert.deepEqual(sent, ['new', 'old']);
  assert.equal((await shelf.all()).length, 1);
});

test('every language says everything, with its number', () => {
  for (const language of languages) {
    speak(language);
    for (const word of allWords) assert.ok(t(word), `${language} ${word}`);
    for (const word of ['over', 'near', 'sendingIn', 'readers', 'tooMany'] as const) assert.match(t(word, 7), /7/, `${language} ${word}`);
  }
  speak('en');
  assert.doesNotMatch(JSON.stringify(table), /\|/, 'the bundle keeps the words with bars between');
});

test('a fact has the editor’s word for it, or its own', () => {
  assert.deepEqual(['advisory', 'text', 'pubStatus', 'somethingNew'].map(factWord), ['Advisory', 'Words', 'Status', 'somethingNew']);
});

test('a difference is marked by runs of words, and nothing of either text is lost', () => {
  const marked = piecesOf('Council votes for buses at night', 'Council votes for more trams at night');
  assert.deepEqual(marked.map((pieces) => pieces.filter(([, changed]) => changed).map(([text]) => text)), [['buses'], ['more trams']]);
  for (const [before, after] of [['', 'A'], ['A b', ''], ['a b c', 'c b a'], ['سطر واحد', 'سطر آخر']] as const) {
    assert.deepEqual(piecesOf(before, after).map((pieces) => pieces.map(([text]) => text).join('')), [before, after]);
  }
});

test('a place on the desk is an address that says no more than it must', () => {
  assert.equal(addressOf('history'), '#history');
  assert.equal(addressOf('history', '', { act: 'killed', by: '' }), '#history&act=killed');
  assert.equal(addressOf('line', 'world', { at: '2026-11-25T10:03:00Z' }), '#line=world&at=2026-11-25T10:03:00Z');
});
