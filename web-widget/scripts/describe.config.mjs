const ours = /src\/(news-line|news-line-element|events)\.ts$/;

/** For @custom-elements-manifest/analyzer: the published surface, under the published paths, without private members. */
export default {
  globs: ['src/news-line.ts', 'src/news-line-element.ts', 'src/events.ts'],
  plugins: [
    {
      name: 'published-surface',
      packageLinkPhase({ customElementsManifest: manifest }) {
        manifest.modules = manifest.modules.filter(({ path }) => ours.test(path));
        for (const module of manifest.modules) {
          for (const declaration of module.declarations) {
            declaration.members = declaration.members?.filter(({ name, privacy }) => !privacy && !/^#|Callback$|^observed/.test(name));
          }
        }
        const published = (key, value) =>
          (key === 'path' || key === 'module') && typeof value === 'string'
            ? value.replace(/^\/?src\/(.*)\.ts$/, 'lib/$1.js')
            : value;
        manifest.modules = JSON.parse(JSON.stringify(manifest.modules), published);
      },
    },
  ],
};
