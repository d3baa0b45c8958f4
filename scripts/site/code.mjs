// Modules as the site sends them: without comments and types in comments, which are a third of their weight with gzip and
// meant for whoever reads the source. What they do stays as it is.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sha256 } from './hashes.mjs';

const require = createRequire(import.meta.url);
/** @type {{ version: string }} */
const { version } = require('typescript/package.json');

/** The compiler is loaded only where there is something to do. @param {string} source @returns {string} */
function compiled(source) {
  const ts = /** @type {typeof import('typescript')} */ (require('typescript'));
  const compilerOptions = {
    allowJs: true,
    removeComments: true,
    verbatimModuleSyntax: true, // imports stay, used or not
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
  };
  return ts.transpileModule(source, { fileName: 'module.mjs', compilerOptions }).outputText;
}

/**
 * Done once for each content, as compressing is.
 * @param {string} source of an ES module
 * @param {string} cache folder
 * @returns {Buffer}
 */
export function withoutComments(source, cache) {
  const kept = join(cache, `${sha256(`${version} ${source}`)}.mjs`);
  if (existsSync(kept)) return readFileSync(kept);
  const code = compiled(source);
  mkdirSync(cache, { recursive: true });
  const begun = `${kept}.${process.pid}`; // of two that write it, either is whole
  writeFileSync(begun, code);
  renameSync(begun, kept);
  return Buffer.from(code);
}
