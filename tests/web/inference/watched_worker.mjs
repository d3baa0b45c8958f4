// The real worker, with a window for the tests: the runtime's memory, and ways to die.
import '../../../src/inference/web/worker/worker.mjs';

// The runtime is imported later, on demand: it gets these.
/** @type {WebAssembly.Memory[]} */
const memories = [];
const RealMemory = WebAssembly.Memory;
WebAssembly.Memory = class extends RealMemory {
  /** @param {WebAssembly.MemoryDescriptor} descriptor */
  constructor(descriptor) {
    super(descriptor);
    memories.push(this);
  }
};
/** @param {{ byteLength: number }[]} buffers */
const sum = (buffers) => buffers.reduce((total, { byteLength }) => total + byteLength, 0);

const channel = new BroadcastChannel('test');
channel.onmessage = (/** @type {MessageEvent} */ { data }) => {
  if (data === 'memory') channel.postMessage({ answerTo: data, bytes: sum(memories.map((memory) => memory.buffer)) });
  if (data === 'trap') {
    // The clock is read around every run; this time the reading traps as WebAssembly would.
    performance.now = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    channel.postMessage({ answerTo: data, bytes: 0 });
  }
  if (data === 'close') close();
  if (data === 'hang') for (;;);
  if (data === 'die') {
    setTimeout(() => {
      throw new Error('the test wanted it so');
    });
  }
};
