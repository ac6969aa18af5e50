// The embed builder: what is chosen in the form is what the line beside it shows and what the markup says.

import { attributesOf, framePolicy, frameMarkup, reservingRule, scriptMarkup, scriptPolicy } from './embed-code.js';

const section = document.querySelector('.builder');
const form = section.querySelector('form');
const sheet = section.querySelector('.sheet');
const rightToLeft = ['ar'];

/** What the flash mode shows here: there may be no flash for days, and the look is to be chosen today. */
const sampleFlash = {
  id: 'sample', version: 1, pubStatus: 'usable', urgency: 'flash', language: 'en',
  headline: 'Harbour bridge closes tonight: all ferries run until morning',
};

let shown;
let release;

/** Shows the builder for these channels, with this one chosen. */
export async function openBuilder(channels, chosen) {
  const select = form.elements.channel;
  for (const { name, title } of channels.length ? channels : [{ name: chosen }]) select.add(new Option(title || name, name));
  select.value = chosen;
  form.addEventListener('input', show);
  form.addEventListener('reset', () => setTimeout(show));
  form.addEventListener('submit', (event) => event.preventDefault());
  release = await publishedRelease();
  if (!release) form.elements.address.value = 'evergreen';
  form.querySelector('[value=pinned]').disabled = !release;
  section.hidden = false;
  show();
}

/** The version that is served now and its hash; none while the manifest cannot be had. */
async function publishedRelease() {
  try {
    const { version, files } = await (await fetch('/widget/v1/manifest.json')).json();
    return { version, integrity: files['news-line.js'].integrity };
  } catch {
    return undefined;
  }
}

function show() {
  const { address, way, width, ...choices } = Object.fromEntries(new FormData(form));
  form.elements.rows.disabled = choices.mode !== 'list';
  if (!form.elements.rows.validity.valid) return;
  for (const each of section.querySelectorAll('[data-way]')) each.hidden = each.dataset.way !== way;
  sheet.dataset.width = width;
  showLine(choices);
  say('script-markup', scriptMarkup(location.origin, choices, address === 'pinned' ? release : undefined));
  say('frame-markup', frameMarkup(location.origin, choices, titleOf(choices.channel)));
  say('reserving-rule', reservingRule(choices));
  section.querySelector('.reserve').hidden = way === 'frame' || choices.mode === 'flash';
  say('policy', way === 'frame' ? framePolicy(location.origin) : scriptPolicy(location.origin));
}

/** A new element for every choice, as a site would get it; those that ask for the same share the page's connection. */
function showLine(choices) {
  const attributes = attributesOf(choices);
  const wanted = JSON.stringify(attributes);
  if (shown === wanted) return;
  shown = wanted;
  const line = document.createElement('news-line');
  line.setAttribute('aria-label', 'Preview');
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
  if (choices.mode === 'flash') {
    line.previewItems = [{ ...sampleFlash, channel: choices.channel, publishedAt: new Date().toISOString() }];
  }
  sheet.dir = rightToLeft.includes(choices.lang) ? 'rtl' : 'ltr';
  sheet.replaceChildren(line);
  section.querySelector('.sample').hidden = choices.mode !== 'flash';
}

const say = (id, text) => (document.getElementById(id).textContent = text);
const titleOf = (channel) =>
  [...form.elements.channel.options].find(({ value }) => value === channel)?.textContent ?? channel;
