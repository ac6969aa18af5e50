import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, clockAndDate, dayOf } from '../../src/format.ts';
import { addStrings, wordsFor } from '../../src/strings.ts';

const timeAndDate = (iso: string, zone: string) => clockAndDate(Date.parse(iso), zone).join(' ');

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
  assert.equal(wordsFor('az_AZ').strings.urgent, 'Təcili');
  assert.equal(wordsFor('AR').dir, 'rtl');
  assert.equal(wordsFor('fr').tag, 'en');
  assert.equal(wordsFor('constructor').tag, 'en');
  assert.equal(wordsFor('').tag, 'en');
});

test('every language says everything', () => {
  const keys = Object.keys(wordsFor('en').strings);
  for (const tag of ['az', 'tr', 'ru', 'ar', 'en']) {
    const strings: Record<string, string | undefined> = { ...wordsFor(tag).strings };
    for (const key of keys) assert.ok(strings[key]?.trim(), `${tag}: ${key}`);
    assert.equal(strings.pending?.includes('#'), true, tag);
  }
});

test('days are told as one says them, in the zone', () => {
  const now = Date.parse('2026-11-24T21:30:00.000Z');
  const day = (iso: string, lang: string) => dayOf(Date.parse(iso), now, wordsFor(lang), 'Asia/Baku');
  assert.equal(day('2026-11-24T20:00:00.000Z', 'az'), 'bu gün');
  assert.equal(day('2026-11-24T19:59:00.000Z', 'az'), 'dünən');
  assert.equal(day('2026-11-22T22:00:00.000Z', 'az'), 'bazar ertəsi, 23 noyabr');
  assert.equal(day('2026-11-24T20:00:00.000Z', 'en'), 'today');
  assert.equal(day('2026-11-22T22:00:00.000Z', 'ru'), 'понедельник, 23 ноября');
});

test('how long ago, and never in the future', () => {
  const now = Date.parse('2026-11-24T12:00:00.000Z');
  const said = (minutes: number, lang: string) => ago(now - minutes * 60_000, now, wordsFor(lang));
  assert.deepEqual([-5, 0, 5, 125, 1440].map((minutes) => said(minutes, 'az')), ['indicə', 'indicə', '5 dəq. əvvəl', '2 saat əvvəl', '']);
  assert.deepEqual([-5, 0, 1439].map((minutes) => said(minutes, 'tr')), ['şimdi', 'şimdi', '23 sa. önce']);
});

test('another language can be added, with its dates; English stands in for the rest', () => {
  addStrings('kk-KZ', { pause: 'Кідірту', ago: ',,,Бүгін,Кеше' });
  const { tag, strings } = wordsFor('kk');
  assert.equal(tag, 'kk');
  assert.equal(strings.pause, 'Кідірту');
  assert.equal(strings.resume, 'Resume');
});
