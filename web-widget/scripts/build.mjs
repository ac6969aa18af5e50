import { bundleInto, root } from './bundle.mjs';
import { describeInto } from './describe.mjs';

await bundleInto(`${root}dist`);
describeInto(root);
