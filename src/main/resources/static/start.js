// Fills in the real address, shows the line, and offers copy buttons. Without it the page still reads.

import { openBuilder } from './builder.js';

const preferred = 'demo';
const usual = 'main';

for (const place of document.querySelectorAll('[data-origin]')) place.textContent = location.origin;
for (const each of document.querySelectorAll('[data-copy]')) each.append(copyButton(each.querySelector('code')));
start();

async function start() {
  const channels = await publicChannels();
  const names = channels.map(({ name }) => name);
  offer(channels);
  const first = names.includes(preferred) ? preferred : names.includes(usual) ? usual : (names[0] ?? usual);
  choose(first);
  await openBuilder(channels, first);
  document.querySelector('[href="#builder"]').hidden = false;
}

async function publicChannels() {
  try {
    const answer = await (await fetch('/v1/channels')).json();
    const list = Array.isArray(answer) ? answer : (answer.channels ?? []);
    return list.map((one) => ({ name: one.channel ?? one.name ?? one.id, title: one.title })).filter(({ name }) => name);
  } catch {
    return [];
  }
}

function offer(channels) {
  const group = document.querySelector('.channels');
  group.hidden = channels.length < 2;
  for (const { name, title } of channels) {
    const button = document.createElement('button');
    button.type = 'button';
    button.value = name;
    button.textContent = title || name;
    button.addEventListener('click', () => choose(name));
    group.append(button);
  }
}

/** The commands follow the line on show, so that what is posted is what appears. */
function choose(channel) {
  for (const button of document.querySelectorAll('.channels button')) {
    button.setAttribute('aria-pressed', String(button.value === channel));
  }
  for (const place of document.querySelectorAll('[data-channel]')) place.textContent = channel;
  for (const link of document.querySelectorAll('[data-path]')) link.href = link.dataset.path.replace('{channel}', channel);
  const box = document.querySelector('.line');
  let line = box.querySelector('news-line');
  if (!line) {
    line = document.createElement('news-line');
    box.replaceChildren(line);
  }
  line.setAttribute('channel', channel);
}

function copyButton(code) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    const said = await copy(code);
    button.textContent = said;
    document.querySelector('.said').textContent = said;
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  return button;
}

async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return 'Copied';
  } catch {
    // Browsers lend the clipboard to https and localhost only; elsewhere the text is at least selected.
    getSelection().selectAllChildren(code);
    return 'Selected';
  }
}
