import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const read = (file) => readFileSync(src + file, 'utf8');
const files = readdirSync(src, { recursive: true }).filter((file) => file.endsWith('.ts') && !file.startsWith('desk/'));
/** What the constructor does to the nodes it makes looks like fields to the analyser. */
const isOurs = ({ name, privacy }) => !privacy && !/^#|Callback$|^(observedAttributes|role|onclick|adoptedStyleSheets)$/.test(name);

/** As the sources make them, and what our own style knows them to be in. */
const made = /\b(?:make\(\s*'\w+',\s*|button\(|word\(|setPart\(\w+,\s*|part = )['`]([a-z][a-z -]*)/g;
const inState = /\.([a-z]+-[a-z]+)/g;
const words = (file, pattern) => [...read(file).matchAll(pattern)].flatMap(([, names]) => names.split(' '));
const parts = [...new Set([...files.flatMap((file) => words(file, made)), ...words('news-line.css', inState)])]
  .filter((name) => /[a-z]$/.test(name))
  .sort();
const properties = new Map(
  [...read('news-line.css').matchAll(/var\((--news-line-[a-z-]+)/g)].map(([, name]) => [name, { name }]),
);

/** For @custom-elements-manifest/analyzer: the published surface, under the published paths. */
export default {
  packagejson: false,
  globs: ['src/news-line.ts', 'src/news-line-element.ts', 'src/events.ts'],
  plugins: [eventsByTheirInterface(), publishedSurface()],
};

/** `NewsLineEvents` says of every event what it carries and when it comes. */
function eventsByTheirInterface() {
  const events = [];
  return {
    name: 'events-by-their-interface',
    analyzePhase({ ts, node }) {
      if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'NewsLineEvents') return;
      for (const member of node.members) {
        const name = member.name.getText();
        const description = member.jsDoc?.[0]?.comment?.replace(/\s+/g, ' ');
        const type = { text: `NewsLine${name[0].toUpperCase()}${name.slice(1)}Event` };
        events.push({ name: `news-line-${name}`, type, ...(description && { description }) });
      }
    },
    packageLinkPhase({ customElementsManifest }) {
      elementIn(customElementsManifest).events = events;
    },
  };
}

function publishedSurface() {
  return {
    name: 'published-surface',
    packageLinkPhase({ customElementsManifest: manifest }) {
      const element = elementIn(manifest);
      element.tagName = 'news-line';
      const own = element.attributes.filter(({ name }) => name !== 'lang' && name !== 'dir');
      for (const attribute of own) attribute.fieldName = attribute.name.replace(/-./g, ([, letter]) => letter.toUpperCase());
      element.members = [...own.map(propertyOf), ...element.members.filter(isOurs)];
      element.cssParts = parts.map((name) => ({ name }));
      element.cssProperties = [...properties.values()];
      for (const module of manifest.modules) {
        module.declarations = module.declarations.filter(({ kind }) => kind === 'class');
        module.exports = module.exports?.filter(({ declaration }) => !/^\.\/|[*]/.test(declaration.module ?? declaration.name));
      }
      manifest.modules[0].exports?.push({
        kind: 'custom-element-definition',
        name: 'news-line',
        declaration: { name: element.name, module: 'src/news-line-element.ts' },
      });
      const published = (key, value) =>
        (key === 'path' || key === 'module') && typeof value === 'string'
          ? value.replace(/^\/?src\/(.*)\.ts$/, 'lib/$1.js')
          : value;
      manifest.modules = JSON.parse(JSON.stringify(manifest.modules), published);
    },
  };
}

const propertyOf = ({ name: attribute, fieldName: name, type, description }) => ({
  kind: 'field', name, type, ...(description && { description }), attribute, reflects: true,
});

const elementIn = ({ modules }) =>
  modules.flatMap(({ declarations }) => declarations).find(({ name }) => name === 'NewsLineElement');
