import { bundleInto, root } from './bundle.mjs';
import { describeInto } from './describe.mjs';

await bundleInto(`${root}dist`, true);
describeInto(root);
