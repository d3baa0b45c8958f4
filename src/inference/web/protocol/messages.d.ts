// What main thread and worker say to each other, and what the runtime says to those who use it.

export type FailureKind =
  | 'file_missing'
  | 'wrong_bytes'
  | 'hash_mismatch'
  | 'shape_mismatch'
  | 'out_of_memory'
  | 'runtime_not_loaded'
  | 'runtime_error'
  | 'session_closed';

/** `message` is a sentence for a person; `fatal` says that the worker cannot go on. */
export interface Failure {
  kind: FailureKind;
  message: string;
  fatal: boolean;
}

/** `sha256` empty: not checked. `bytes` 0: unknown. */
export interface ModelSource {
  name: string;
  address: string;
  sha256: string;
  bytes: number;
}

export interface Progress {
  part: 'runtime' | 'model';
  received: number;
  /** 0 = unknown */
  total: number;
  /** known at the end: nothing came over the network */
  fromDevice?: boolean;
}

/** -1 stands for a dynamic axis. */
export interface TensorInfo {
  name: string;
  type: string;
  shape: number[];
}

export interface SessionInfo {
  session: number;
  inputs: TensorInfo[];
  outputs: TensorInfo[];
}

export interface TensorData extends TensorInfo {
  data: ArrayBuffer;
}

/** A tensor that stays in the worker. */
export interface TensorHandle {
  name: string;
  handle: number;
}

export interface RunRequest {
  inputs: (TensorData | TensorHandle)[];
  /** empty = all outputs that are not kept */
  fetch: string[];
  keep: TensorHandle[];
}

export interface RunResult {
  /** time inside the runtime, without queueing and copying */
  runMs: number;
  fetched: TensorData[];
  kept: (TensorInfo & TensorHandle)[];
}

/** A companion's module (companion_host.cpp). */
export interface CompanionModule {
  HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(bytes: number): number;
  stringToNewUTF8(text: string): number;
  _mllab_companion_setup(setup: number): void;
  _mllab_companion_perform(id: number, command: number, bytes: number): void;
  _mllab_companion_cancel(id: number): void;
  _mllab_companion_close(): void;
}

/** `runs`: how many the worker has begun in its life. */
export interface Statistics {
  sessions: number;
  tensors: number;
  loading: number;
  runs: number;
}

/** `whole`: with all that the runtime can do, and not only what the site's models call. */
export interface RuntimeVersion {
  version: string;
  threads: number;
  whole: boolean;
}

/** Numbers of requests, sessions and handles come from the main thread and are never used twice. */
export type ToWorker =
  | { type: 'start'; ortUrl: string; whole: boolean; warmUp: boolean; life: string } // life: a lock to hold
  | { type: 'ping' }
  | { type: 'load'; id: number; source: ModelSource }
  | { type: 'run'; id: number; session: number; request: RunRequest }
  | { type: 'prepare'; program: string }
  | { type: 'accompany'; id: number; session: number; program: string; setup: string }
  | { type: 'perform'; id: number; companion: number; command: ArrayBuffer }
  | { type: 'dismiss'; companion: number }
  | { type: 'cancel'; id: number }
  | { type: 'release'; session: number }
  | { type: 'free'; handle: number }
  | { type: 'statistics'; id: number };

export type FromWorker =
  | { type: 'progress'; id: number; progress: Progress }
  | { type: 'runtime'; runtime: RuntimeVersion }
  | { type: 'checked'; id: number; agrees: boolean } // id: a session; one run gave the numbers of native code, or others
  | { type: 'told'; id: number; data: ArrayBuffer }
  | { type: 'done'; id: number; value: unknown }
  | { type: 'failed'; id: number; failure: Failure };

/** Heard by worker_link.mjs alone; `holds`: the lock that it was told to, from now on. */
export type SignOfLife = { type: 'alive'; holds: boolean };

/** An answer under way. Once cancelled it is never answered; an answer that had already arrived still is. */
export interface Request<T> {
  promise: Promise<T>;
  cancel: () => void;
}

export type OnProgress = (progress: Progress) => void;
