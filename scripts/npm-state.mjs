// Says (exit code 0) whether node_modules holds what package-lock.json asks for, for `start` (no dev dependencies) or
// for more; with --write, notes that it does. A full installation serves `start` too.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const [profile = 'start', write] = process.argv.slice(2);
const scope = profile === 'start' ? 'runtime' : 'all';
const stamp = new URL('node_modules/.ml-lab-state', root);
const lock = createHash('sha256')
  .update(readFileSync(new URL('package-lock.json', root)))
  .digest('hex');

if (write === '--write') {
  writeFileSync(stamp, `${lock} ${scope}\n`);
} else {
  const [have, what] = existsSync(stamp) ? readFileSync(stamp, 'utf8').trim().split(' ') : [];
  process.exit(have === lock && (what === scope || what === 'all') ? 0 : 1);
}
