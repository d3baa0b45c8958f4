// What the page reads and exchanges. docs/model-card.md and docs/stage-contract.md say it in words.

export interface Experiment {
  key: string; // its address: #/experiments/<key>
  experiment: string; // the folder in src/experiments
  app: string; // the app that has it: dist/<build>/app/<app>.wasm
  models: string[];
  helpers?: string[]; // models that answer nothing themselves, and come when they are needed
  model: string; // the one that this address opens
  title: string;
  network?: string; // what it is called where several do the same task; part of the title
  summary: string;
  description: string;
  how: string[];
  tags: string[];
  cover: string;
  similar: string[];
}

// What several networks do: they share a card of the gallery.
export interface Task {
  experiment: string;
  title: string;
  summary: string;
}

export interface Catalog {
  tasks: Task[];
  experiments: Experiment[];
}

// In bytes; apps by their names.
export interface Weights {
  apps: Record<string, number>;
  runtime: number;
}

// site.json: the catalogue and what the build adds to it.
export interface Site extends Catalog {
  version: string;
  repository: string; // address of the source code, as package.json gives it; empty where it does not
  answers: string[]; // the models of which answers to the examples are stored
  totals: Weights; // uncompressed
  wire: Weights & { models: Record<string, number> }; // as a host sends them, with gzip
}

export interface Metric {
  name: string;
  data: string;
  split: string;
  value: number;
  samples: number;
  interval?: [number, number]; // lowest and highest that it may well be
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
  inputs: { name: string; type: string; shape: number[]; meaning: string }[]; // -1: a side that the file leaves open
  outputs: { name: string; type: string; shape: number[]; meaning: string }[];
  labels: string[];
  architecture: {
    summary: string;
    layers: { name: string; output: number[]; parameters: number }[];
    parameters: number;
    weights_stored_as: string;
  };
  data: DataSet[];
  origin?: {
    package: string;
    version: string;
    file: string;
    sha256: string;
    licence: string;
    trained: string;
    changed: string;
    compared: string;
  };
  training?: {
    // none where somebody else trained it
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
    teacher?: string;
    kernels?: string;
  };
  metrics: Metric[];
  limits?: string[];
  confusion?: Confusion;
  mistakes?: Mistakes;
  curve?: CurvePoint[];
}
