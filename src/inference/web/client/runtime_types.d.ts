// What runtime.mjs is asked and remembers.
import type { ModelSource, OnProgress, Progress, SessionInfo } from '../protocol/messages.js';

export interface RuntimeOptions {
  /** worker.mjs; without it, the site's */
  workerUrl?: string | URL | undefined;
  /** folder of ONNX Runtime Web's files, relative to the page */
  ortUrl: string | URL;
  /** with all that the runtime can do: for models that are not the site's own */
  whole?: boolean;
  /** what models' addresses are relative to; without it, the page */
  modelsBase?: string | URL;
  /** hears of every load */
  onProgress?: (progress: Progress & { address: string }) => void;
  /** hears whether a model computes what it should */
  onChecked?: (checked: { address: string; agrees: boolean }) => void;
  /** how often a worker is asked whether it lives; for tests */
  turnMs?: number;
}

export interface Waiting {
  resolve: (value: any) => void;
  reject: (error: Error) => void;
  /** what comes before the answer */
  onTold?: (data: ArrayBuffer) => void;
}

export type Loader = Waiting & { onProgress: OnProgress | undefined };

/** A model that is loading (loaders wait for it) or loaded (`info` is there). */
export interface Entry {
  source: ModelSource;
  key: string;
  info: SessionInfo | undefined;
  loaders: Set<Loader>;
  /** who has not released it yet */
  holders: number;
  /** told when the next one asks for it: those who only expected that somebody will */
  takenUp: (() => void)[];
  /** a second worker was asked for it */
  again: boolean;
}
