// Lets `node --test` run the TypeScript sources as they stand: node --import ./test/typescript.mjs --test …
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
