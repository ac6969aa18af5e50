// A reporter for `node --test`: a dot for each test that passes, then the failures whole and nothing else, so that a
// log which is cut short still says what failed.
import { inspect } from 'node:util';

export default async function* failures(events) {
  const failed = [];
  const printed = new Map();
  const remarks = [];
  for await (const { type, data } of events) {
    if (type === 'test:pass') yield '.';
    if (type === 'test:fail' && data.details.error.failureType !== 'subtestsFailed') failed.push(data);
    if (type === 'test:stderr') printed.set(data.file, (printed.get(data.file) ?? '') + data.message);
    if (type === 'test:diagnostic') remarks.push(data.message);
  }
  yield '\n';
  for (const { name, file, details } of failed) {
    // a file that fails as a whole tells why on its standard error only
    const why = (name === file && printed.get(file)) || inspect(details.error.cause ?? details.error);
    yield `\nfailed: ${name}\n${file}\n${why}\n`;
  }
  yield `${remarks.join('\n')}\n`;
}
