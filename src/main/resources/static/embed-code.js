// What a site pastes, from what was chosen. Pure text in, text out: no document here, and everything is escaped.

/** The element's own defaults are left out: short markup is read, long markup is only copied. */
const defaults = { mode: 'list', rows: '10', theme: 'auto', 'min-urgency': 'routine', 'time-format': 'date-time' };

/** The attributes that say what was chosen, in the order they are written. */
export function attributesOf({ channel, ...choices }) {
  const chosen = Object.entries(choices).filter(([name, value]) => value && value !== defaults[name]);
  // Rows are the list's alone: the other modes show one line.
  return { channel, ...Object.fromEntries(chosen.filter(([name]) => name !== 'rows' || !choices.mode || choices.mode === 'list')) };
}

/** A pinned release comes with its hash, so that a browser refuses every other file; the evergreen address has none. */
export function scriptMarkup(origin, choices, release) {
  const script = release
    ? `<script type="module" async crossorigin\n  src="${origin}/widget/${release.version}/news-line.js"\n  integrity="${release.integrity}"></script>`
    : `<script type="module" async\n  src="${origin}/widget/v1/news-line.js"></script>`;
  const attributes = Object.entries(attributesOf(choices)).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `${script}\n<news-line${attributes.join('')}></news-line>`;
}

/** The height that the line will have, in rem, so that a page can reserve it before the script is there. */
export function heightOf({ mode = 'list', rows = '10' }) {
  return { list: 6 + 3.4 * Number(rows), rotator: 12, crawl: 3.4, flash: 0 }[mode];
}

/** A rule for the site's style sheet; none where no room is taken. */
export function reservingRule(choices) {
  const height = heightOf(choices);
  return height ? `news-line:not(:defined) {\n  display: block;\n  block-size: ${Number(height.toFixed(2))}rem;\n}` : '';
}

export function frameMarkup(origin, choices, title) {
  const { channel, ...rest } = attributesOf(choices);
  const query = new URLSearchParams(rest).toString();
  const address = `${origin}/embed/${channel}${query && `?${query}`}`;
  // An attribute, for a site's own policy may refuse styles here.
  const size = `width="100%" height="${Math.ceil(heightOf(choices) * 16) || 64}" frameborder="0" loading="lazy"`;
  const allowed = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox';
  return `<iframe src="${escaped(address)}"\n  title="${escaped(title)}" ${size}\n  sandbox="${allowed}"></iframe>`;
}

/** The directives a site adds to the policy it has; one whose policy is silent about them needs none. */
export const scriptPolicy = (origin) => `script-src ${origin};\nconnect-src ${origin};`;
export const framePolicy = (origin) => `frame-src ${origin};`;

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
