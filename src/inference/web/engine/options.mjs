// How the page creates its sessions; also what the runtime is profiled with (scripts/runtime/).
/** @import { InferenceSession } from 'onnxruntime-web/wasm' */

/** @type {InferenceSession.SessionOptions} */
export const SESSION_OPTIONS = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' };
