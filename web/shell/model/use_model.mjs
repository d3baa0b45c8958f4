// “Use this model”: short programs that run the model's file outside of this page, written from its card. Each is whole:
// it runs as it stands beside the file, and prints the first numbers of the answer.

/** @typedef {{ name: string, type: string, shape: number[], meaning: string }} TensorInfo */
/** @typedef {{ file: { name: string }, inputs: TensorInfo[], outputs: TensorInfo[] }} ModelFile */
/** @typedef {{ name: string, type: string, shape: number[], count: number, meaning: string, asked: boolean }} Input */
/** @typedef {{ language: 'Python' | 'C++' | 'JavaScript', file: string, install: string, code: string }} Program */

// A program prints so many numbers of the answer, where there are so many.
const most = 10;
// Sides that the file leaves open: how many characters, or pixels, a program asks with.
const characters = 4;
const pixels = 320;

/** @param {number[]} shape */
const numbersIn = (shape) => shape.reduce((all, side) => all * side, 1);

/**
 * What a program asks with: one of everything. The first input is what one wants to ask, the others are what a network
 * remembers, which is nothing yet.
 * @param {ModelFile} card
 * @returns {Input[]}
 */
export const inputsOf = ({ inputs }) =>
  inputs.map(({ name, type, shape, meaning }, place) => {
    const asked = place === 0;
    const open = asked ? (shape.length > 2 ? pixels : characters) : 0;
    // The first side is how many there are at once, but for layers that remember: there it is the second one.
    const many = shape[0] === undefined || shape[0] < 0 ? 0 : 1;
    const sides = shape.map((side, i) => (side >= 0 ? side : i === many ? 1 : open));
    return { name, type, shape: sides, count: numbersIn(sides), meaning, asked };
  });

/** The output that answers, and how many of its numbers a program prints. @param {ModelFile} card */
export function answerOf({ outputs }) {
  const { name, shape } = outputs.find((output) => output.name === 'logits') ?? outputs[0] ?? { name: '', shape: [0] };
  // As many as the picture has pixels, or as a text goes on: enough.
  const open = shape.slice(1).some((side) => side < 0);
  return { name, printed: open ? most : Math.min(most, numbersIn(shape.map((side) => Math.abs(side)))) };
}

// ONNX Runtime 1.21, which Debian 13 has, stumbles over one of its own optimisations where a network remembers.
/** @param {ModelFile} card */
const stumbles = ({ inputs }) => inputs.length > 1;

/** @param {Input} input */
const comment = ({ meaning, asked, type }) =>
  asked ? `${meaning}; here ${type === 'int64' ? 'the first few' : 'a ramp from 0 to 1'}, put yours` : meaning;

/** @param {ModelFile} card @returns {string} */
function python(card) {
  const { name: wanted, printed } = answerOf(card);
  const lines = inputsOf(card).flatMap((input) => {
    const { name, type, shape, count, asked } = input;
    const dtype = type === 'int64' ? 'np.int64' : 'np.float32';
    const sides = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
    const ramp = `np.arange(${count}, dtype=${dtype}).reshape${sides}`;
    const value = !asked ? `np.zeros(${sides}, ${dtype})` : type === 'int64' ? ramp : `${ramp} / ${count - 1}`;
    return [`    # ${comment(input)}`, `    "${name}": ${value},`];
  });
  return `import numpy as np
import onnxruntime as ort

session = ort.InferenceSession("${card.file.name}"${stumbles(card) ? ', disabled_optimizers=["GatherSliceToSplitFusion"]' : ''})
inputs = {
${lines.join('\n')}
}
(answer,) = session.run(["${wanted}"], inputs)
print(*answer.ravel()[:${printed}])
`;
}

/** @param {ModelFile} card @returns {string} */
function javaScript(card) {
  const { name: wanted, printed } = answerOf(card);
  const lines = inputsOf(card).flatMap((input) => {
    const { name, type, shape, count, asked } = input;
    const array = type === 'int64' ? 'BigInt64Array' : 'Float32Array';
    const number = type === 'int64' ? 'BigInt(i)' : `i / ${count - 1}`;
    const data = asked ? `${array}.from({ length: ${count} }, (_, i) => ${number})` : `new ${array}(${count})`;
    return [`  // ${comment(input)}`, `  ${name}: new ort.Tensor('${type}', ${data}, [${shape.join(', ')}]),`];
  });
  return `import ort from 'onnxruntime-node'; // in a page: onnxruntime-web

const session = await ort.InferenceSession.create('${card.file.name}');
const inputs = {
${lines.join('\n')}
};
const answer = (await session.run(inputs, ['${wanted}']))['${wanted}'];
console.log(...answer.data.slice(0, ${printed}));
`;
}

/** @param {ModelFile} card @returns {string} */
function cpp(card) {
  const inputs = inputsOf(card);
  const lines = inputs.flatMap((input) => {
    const { name, type, shape, count, asked } = input;
    const element = type === 'int64' ? 'std::int64_t' : 'float';
    const ramp = type === 'int64' ? `${name}[i] = i` : `${name}[i] = i / ${count - 1}.0f`;
    return [
      `    // ${comment(input)}`,
      `    std::vector<${element}> ${name}(${count});`,
      ...(asked ? [`    for (int i = 0; i < ${count}; ++i) ${ramp};`] : []),
      `    add(${name}, {${shape.join(', ')}});`,
    ];
  });
  const { name: wanted, printed } = answerOf(card);
  const names = inputs.map(({ name }) => `"${name}"`).join(', ');
  return `#include <onnxruntime_cxx_api.h>
#include <cstdio>
#include <vector>

int main() {
    Ort::Env env;
    Ort::SessionOptions options;${stumbles(card) ? '\n    options.SetGraphOptimizationLevel(ORT_DISABLE_ALL);' : ''}
    Ort::Session session(env, ORT_TSTR("${card.file.name}"), options);
    auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    std::vector<Ort::Value> inputs;
    auto add = [&](auto& data, std::vector<std::int64_t> shape) {
        inputs.push_back(Ort::Value::CreateTensor(memory, data.data(), data.size(), shape.data(), shape.size()));
    };
${lines.join('\n')}
    const char* names[] = {${names}};
    const char* wanted[] = {"${wanted}"};
    auto answer = session.Run(Ort::RunOptions(), names, inputs.data(), inputs.size(), wanted, 1);
    for (int i = 0; i < ${printed}; ++i) std::printf("%.7g ", answer[0].GetTensorData<float>()[i]);
}
`;
}

/** @param {ModelFile} card @returns {Program[]} */
export const programs = (card) => [
  { language: 'Python', file: 'use_model.py', install: 'pip install onnxruntime numpy', code: python(card) },
  {
    language: 'C++',
    file: 'use_model.cpp',
    install: 'c++ -std=c++20 use_model.cpp $(pkg-config --cflags --libs libonnxruntime)',
    code: cpp(card),
  },
  { language: 'JavaScript', file: 'use_model.mjs', install: 'npm install onnxruntime-node', code: javaScript(card) },
];
