// What the page reads and exchanges. docs/model-card.md and docs/stage-contract.md say it in words.

export interface Experiment {
  key: string; // its address: #/experiments/<key>
  experiment: string; // the folder in src/experiments
  models: string[];
  model: string; // the one that this address opens
  title: string;
  summary: string;
  description: string;
  how: string[];
  tags: string[];
  cover: string;
  similar: string[];
}

export interface Catalog {
  repository: string; // address of the source code; empty where unknown
  experiments: Experiment[];
}

// site.json: the catalogue and what the build adds to it.
export interface Site extends Catalog {
  version: string;
  totals: { app: number; runtime: number }; // bytes, uncompressed
}

export interface Metric {
  name: string;
  data: string;
  split: string;
  value: number;
  samples: number;
}

export interface CurvePoint {
  epoch: number;
  train_loss: number;
  validation_loss: number;
  validation_accuracy: number;
}

export interface Confusion {
  data: string;
  split: string;
  labels: string[];
  counts: number[][]; // [truth][answer]
}

export interface Mistakes {
  data: string;
  split: string;
  samples: number;
  wrong: number;
  listed: { input: string; answer: string; truth: string }[];
}

export interface DataSet {
  name: string;
  source: string;
  licence: string;
  attribution: string;
  samples: Record<string, number>;
}

export interface Card {
  id: string;
  name: string;
  file: { name: string; bytes: number; sha256: string };
  labels: string[];
  architecture: {
    summary: string;
    layers: { name: string; output: number[]; parameters: number }[];
    parameters: number;
    weights_stored_as: string;
  };
  data: DataSet[];
  training: {
    recipe: string;
    command: string;
    augmentation: string;
    epochs: number;
    batch: number;
    learning_rate: number;
    seed: number;
    threads: number;
    seconds: number;
    processes?: number;
    kernels?: string;
  };
  metrics: Metric[];
  confusion?: Confusion;
  mistakes?: Mistakes;
  curve?: CurvePoint[];
}

export interface Action {
  id: string;
  label: string;
  icon: string;
  group: 'edit' | 'model' | 'play' | 'keypad' | 'run' | 'example' | 'source' | 'view' | 'save';
  shortcut: string;
  enabled: boolean;
  pressed: boolean | null;
}

export interface Field {
  id: string;
  label: string;
  kind: string; // line, lines, digits, number or range
  value: string;
  low: number;
  high: number;
  step: number;
  hint: string;
  note: string;
}

export interface Passage {
  start(): void;
  extend(parts: { text: string; sureness: number }[]): void; // sureness: -1 given, else 0 to 4
  note(sentence: string): void;
}

export type Part = 'app' | 'runtime' | 'model';

export interface StageOptions {
  element: HTMLElement;
  result: HTMLElement;
  experiment: string;
  model: string;
  cards: Record<string, string>;
  modelsUrl: string;
  onProgress: (progress: { part: Part; received: number; total: number }) => void;
  onActions: (actions: Action[]) => void;
  fields: Record<string, string>;
  onFields: (fields: Field[]) => void;
  passage: Passage;
  onShare: (fields: Record<string, string>) => void;
  onModel: (id: string) => void;
  onError: (message: string) => void;
}

export interface Stage {
  action(id: string, argument?: unknown): void;
  field(id: string, value: string): void;
  character(index: number): void;
  image(blob: Blob, name: string): void;
  close(): void;
}
