// What passes between the stage and the page around it, for both sides of it: src/platform and web/shell. The C++ side
// of these names is page_json.cpp; docs/stage-contract.md says what they mean.

export type State = 'loading' | 'ready' | 'busy' | 'error';
export type Part = 'app' | 'runtime' | 'model' | 'helper';

export interface Progress {
  part: Part;
  received: number; // bytes
  total: number; // 0: unknown
  fromDevice?: boolean; // known at the end: nothing came over the network
}

export interface Result {
  text: string;
  value: string;
  top: { label: string; p: number; box?: [number, number, number, number] }[]; // 0 to 1 of the picture
  revision: number;
  settled: boolean;
  stored: string; // a sentence that says that this is a stored answer; '' where the network has answered
}

export interface Action {
  id: string;
  label: string;
  icon: string;
  group:
    | 'edit'
    | 'model'
    | 'play'
    | 'keypad'
    | 'run'
    | 'branch'
    | 'replay'
    | 'example'
    | 'fool'
    | 'source'
    | 'found'
    | 'view'
    | 'save'
    | 'sheet';
  shortcut: string;
  enabled: boolean;
  pressed: boolean | null;
  picture: string; // below the site's folder of examples; '' for none
}

export interface Area {
  name: string;
  rect: [number, number, number, number];
  drags: boolean;
  label: string;
}

export interface Field {
  id: string;
  label: string;
  kind: 'line' | 'lines' | 'digits' | 'number' | 'range';
  value: string;
  low: number;
  high: number;
  step: number;
  hint: string;
  note: string;
  said: string; // the value of a range in words; '' where the number says it
  below: boolean; // stands below the stage
}

/** Several pictures and what was found in each; the cells of a row follow its name. No rows: no sheet. */
export interface Sheet {
  title: string;
  words: string;
  busy: boolean;
  done: number;
  columns: { id: string; label: string; number: boolean }[];
  sorted: string; // by which column; '': as they were chosen
  descending: boolean;
  rows: { picture: number; name: string; cells: string[]; failure: string }[];
}

/** Everything that a stage shows outside of its canvas. Only what changed is sent. */
export interface PageState {
  state: State;
  error: string;
  revision: number;
  model: string;
  result: Result;
  actions: Action[];
  areas: Area[];
  fields: Field[];
  sourceNote: string;
  sheet: Sheet;
  passageNote: string;
  progress: Progress[];
  kept: Record<string, string>;
}

/** How the text that a stage writes goes on; `confidence` -1 for what was given, else 0 to 4. */
export interface Passage {
  begins: boolean;
  parts: { text: string; confidence: number }[];
}

/** What the page does once for the stage. */
export type Request =
  | { kind: 'save'; address: string; fileName: string }
  | { kind: 'copy'; text: string }
  | { kind: 'share'; fields: Record<string, string> }
  | { kind: 'store'; key: string; value: string }
  | { kind: 'picture'; file: string; name: string }
  | { kind: 'take'; number: number; show: boolean }
  | { kind: 'forget' }
  | { kind: 'save-text'; text: string; fileName: string }
  | { kind: 'tone'; frequencyHz: number; ms: number };

/** What C++ is told when it starts. */
export interface Launch {
  experiment: string;
  model: string;
  modelsUrl: string;
  cards: Record<string, string>;
  answers: Record<string, string>;
  fields: Record<string, string>;
  again: boolean;
  settings: Record<string, string>;
}

export interface StageOptions {
  element: HTMLElement;
  result: HTMLElement;
  app: string; // the name of the app that has the experiment
  experiment: string;
  model: string;
  cards: Record<string, string>;
  modelsUrl: string;
  /** What the models answered earlier to the examples, by id: as far as it is here when the app starts. */
  answers?: () => Record<string, string>;
  fields?: Record<string, string>;
  again?: boolean; // the fields are what was kept of an earlier visit, no link
  onShow: (changes: Partial<PageState>) => void;
  onPassage?: (passage: Passage) => void;
  onShare?: (fields: Record<string, string>) => void;
  /** Something that holds as long as the stage is open, such as a browser that computes wrongly. */
  onWarning?: (sentence: string) => void;
  /** A small picture of one of several, as an address; '' when all of them are forgotten. */
  onThumbnail?: (number: number, address: string) => void;
}

export interface Stage {
  action(id: string, argument?: unknown): void;
  field(id: string, value: string): void;
  character(index: number | 'end'): void;
  image(blob: Blob, name: string): void;
  images(files: Blob[], names: string[]): void;
  close(): void;
}
