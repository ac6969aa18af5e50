import { fileURLToPath } from 'node:url';
import { bundleInto } from './bundle.mjs';

await bundleInto(fileURLToPath(new URL('../dist', import.meta.url)));
