// Modules as the site sends them: without comments and types in comments, which are a third of their weight with gzip and
// meant for whoever reads the source. What they do stays as it is.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sha256 } from './hashes.mjs';

/** @type {ts.CompilerOptions} */
const compilerOptions = {
  allowJs: true,
  removeComments: true,
  verbatimModuleSyntax: true, // imports stay, used or not
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
};

/**
 * Done once for each content, as compressing is.
 * @param {string} source of an ES module
 * @param {string} cache folder
 * @returns {Buffer}
 */
export function withoutComments(source, cache) {
  const kept = join(cache, `${sha256(`${ts.version} ${source}`)}.mjs`);
  if (existsSync(kept)) return readFileSync(kept);
  const code = ts.transpileModule(source, { fileName: 'module.mjs', compilerOptions }).outputText;
  mkdirSync(cache, { recursive: true });
  const begun = `${kept}.${process.pid}`; // of two that write it, either is whole
  writeFileSync(begun, code);
  renameSync(begun, kept);
  return Buffer.from(code);
}
