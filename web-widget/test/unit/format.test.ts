import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeAndDate } from '../../src/format.ts';
import { wordsFor } from '../../src/strings.ts';

test('HH:mm dd.MM.yyyy in the zone that was asked for', () => {
  assert.equal(timeAndDate('2026-11-23T20:05:00.000Z', 'Asia/Baku'), '00:05 24.11.2026');
  assert.equal(timeAndDate('2026-01-02T03:04:05.000Z', 'UTC'), '03:04 02.01.2026');
});

test('midnight is 00:00, never 24:00', () => {
  assert.equal(timeAndDate('2026-11-23T00:00:00.000Z', 'UTC'), '00:00 23.11.2026');
});

test("an unknown zone falls back to the viewer's instead of failing", () => {
  assert.match(timeAndDate('2026-11-23T00:00:00.000Z', 'Mars/Olympus'), /^\d\d:\d\d \d\d\.\d\d\.2026$/);
});

test('words come in the tag’s language, or in English', () => {
  assert.equal(wordsFor('az-Latn-AZ').strings.urgent, 'Təcili');
  assert.equal(wordsFor('AR').dir, 'rtl');
  assert.equal(wordsFor('fr').language, 'en');
  assert.equal(wordsFor('constructor').language, 'en');
  assert.equal(wordsFor('').language, 'en');
});

test('every language says everything', () => {
  const keys = Object.keys(wordsFor('en').strings).sort();
  for (const tag of ['az', 'tr', 'ru', 'ar']) assert.deepEqual(Object.keys(wordsFor(tag).strings).sort(), keys, tag);
});
