// What native code computes for one run of each model: the page compares its first run with it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputNumbers, sampled } from '../../src/inference/web/engine/self_check.mjs';

/** @typedef {import('../../src/inference/web/files/list.mjs').SelfCheck} SelfCheck */
/** @typedef {typeof import('onnxruntime-node')} Ort */

/** Answers, and nothing that would only make the list long. */
const ANSWERS = ['logits', 'heat', 'boxes', 'ink'];
const DIGITS = 7;

/** An axis of any length is one; “32h” is twice as long as it says. @param {string | number} axis */
const lengthOf = (axis) => (typeof axis === 'number' ? axis : 2 * Number(/^\d+/.exec(axis)?.[0] ?? 0.5));

/** @param {Ort} ort @param {Buffer} model @returns {Promise<SelfCheck>} */
async function computed(ort, model) {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 4 });
  const inputs = session.inputMetadata.map((value) => {
    if (!value.isTensor) throw new Error('an input is no tensor');
    return { name: value.name, type: value.type, shape: value.shape.map(lengthOf) };
  });
  /** @type {Record<string, import('onnxruntime-node').Tensor>} */
  const feeds = {};
  for (const { name, type, shape } of inputs)
    feeds[name] = new ort.Tensor(/** @type {any} */ (type), /** @type {any} */ (inputNumbers(type, shape)), shape);
  const names = session.outputNames.filter((name) => ANSWERS.includes(name));
  const results = await session.run(feeds, names);
  const outputs = names.map((name) => {
    const numbers = /** @type {Float32Array} */ (results[name]?.data);
    return {
      name,
      size: numbers.length,
      numbers: sampled(numbers).map((number) => Number(number.toPrecision(DIGITS))),
    };
  });
  await session.release();
  if (outputs.length === 0 || outputs.some(({ numbers }) => !numbers.every(Number.isFinite)))
    throw new Error('it gives no answer that could be compared');
  return { inputs, outputs };
}

/**
 * @param {[id: string, model: Buffer][]} models
 * @param {string} cache folder
 * @param {(sentence: string) => void} say
 * @returns {Promise<Record<string, SelfCheck>>} by id; those that native code cannot run have none
 */
export async function selfChecks(models, cache, say) {
  /** @type {Record<string, SelfCheck>} */
  const checks = {};
  /** @type {Ort | undefined} */
  const ort = await import('onnxruntime-node').catch(() => undefined);
  if (!ort) {
    say('onnxruntime-node is not here, so the page cannot compare its numbers with those of native code.');
    return checks;
  }
  mkdirSync(cache, { recursive: true });
  const version = `${ort.env.versions.common} ${readFileSync(new URL(import.meta.url), 'utf8')} ${inputNumbers} ${sampled}`;
  for (const [id, model] of models) {
    const name = createHash('sha256').update(version).update(model).digest('hex');
    const kept = join(cache, `${name}.check.json`);
    try {
      if (!existsSync(kept)) {
        writeFileSync(`${kept}.part`, JSON.stringify(await computed(ort, model)));
        renameSync(`${kept}.part`, kept);
      }
      checks[id] = JSON.parse(readFileSync(kept, 'utf8'));
    } catch {
      say(`native code does not run ${id}, so the page cannot compare its numbers.`);
    }
  }
  return checks;
}
