// Set-up on machines where it cannot work: it says what it needs, in a sentence, and begins nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'ml-lab-setup-'));
after(() => rmSync(work, { recursive: true }));

/**
 * A machine of which only this is so: somebody is root, may mount, has npm, and can make device nodes.
 * @param {Record<string, string>} programs that come before the machine's own
 */
function path(programs) {
  const all = { id: 'echo 0', unshare: 'exit 0', npm: 'exit 0', mknod: 'touch "$1"', ...programs };
  const folder = mkdtempSync(join(work, 'bin-'));
  for (const [name, script] of Object.entries(all)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return `${folder}:${process.env['PATH']}`;
}

/**
 * As on a machine that is not Debian 13, so that a root would have to be made.
 * @param {Record<string, string>} environment @param {string} [checkout]
 */
function setUp(environment, checkout = root) {
  const { status, stderr, stdout } = spawnSync('bash', [join(checkout, 'scripts/setup'), 'start'], {
    env: { PATH: path({}), ML_LAB_FORCE_ROOT: '1', ...environment },
    encoding: 'utf8',
  });
  assert.equal(stdout, '');
  return { status, said: stderr };
}

test('without HOME it asks where to keep things', () => {
  const { status, said } = setUp({});
  assert.equal(status, 1);
  assert.match(said, /^\nML Lab: it is not known where to keep what set-up makes: HOME is not set\.\n/);
});

test('a cache folder that is there and cannot be written is named', () => {
  // There, and nobody may write to it, whatever its permissions say.
  const { status, said } = setUp({ ML_LAB_CACHE: '/sys/kernel' });
  assert.equal(status, 1);
  assert.match(said, /^\nML Lab: the cache folder \/sys\/kernel cannot be written\.\n/);
});

test('where device nodes cannot be made it says so before debootstrap begins', () => {
  const cache = join(work, 'cache');
  const begun = join(work, 'begun');
  const { status, said } = setUp({
    ML_LAB_CACHE: cache,
    PATH: path({ mknod: 'exit 1', debootstrap: `touch ${begun}` }),
  });
  assert.equal(status, 1);
  assert.match(said, /ML Lab: no device nodes can be made in .*cache, and the Debian 13 root needs some/);
  assert.match(said, /user namespaces.*nodev/s);
  assert.equal(existsSync(begun), false);
});

test('a checkout whose path has spaces is set up as any other', () => {
  const checkout = join(work, 'a path with spaces', 'main');
  mkdirSync(join(checkout, 'cmake'), { recursive: true });
  cpSync(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true });
  cpSync(join(root, 'cmake'), join(checkout, 'cmake'), { recursive: true });
  const cache = join(work, 'cache of spaces');
  // As far as the step that makes the root: it gets the right folder, and fails here.
  const { status, said } = setUp(
    {
      ML_LAB_CACHE: cache,
      ML_LAB_DEBIAN_MIRROR: 'file:/nowhere',
      PATH: path({ debootstrap: 'for i; do echo "[$i]"; done; exit 7' }),
    },
    checkout,
  );
  assert.equal(status, 1);
  assert.match(said, /\[.*cache of spaces\/debian13\.part\]/);
  assert.match(said, /set-up stopped in the step “debian13-root” \(exit code 7\)/);
  assert.doesNotMatch(said, /No such file|command not found|unbound variable/);
});

test('what only builds and serves the site imports no package that is there for tests', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const optional = ['onnxruntime-node']; // site/self_checks.mjs does without
  /** @type {Set<string>} */
  const packages = new Set();
  const waiting = ['scripts/assemble.mjs', 'scripts/serve.mjs', 'scripts/npm-state.mjs'].map((file) =>
    join(root, file),
  );
  for (const file of waiting) {
    const code = readFileSync(file, 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
    for (const [, name = ''] of code.matchAll(/(?:from |import |import\(|require\()'([^']+)'/g)) {
      if (name.startsWith('node:')) continue;
      const next = join(dirname(file), name);
      if (!name.startsWith('.')) packages.add(name.split('/')[0] ?? '');
      else if (!waiting.includes(next)) waiting.push(next);
    }
  }
  assert.ok(waiting.length > 15 && packages.has('rolldown'), `${waiting.length} files, ${[...packages].join(' ')}`);
  assert.deepEqual(
    [...packages].filter((name) => !(name in dependencies) && !optional.includes(name)),
    [],
  );
});
