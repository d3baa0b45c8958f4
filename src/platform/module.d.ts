// What the app's module (Emscripten's glue) offers and asks for. `Bridge` is an address that only C++ reads.

export type Bridge = number;

export interface AppModule {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  stringToNewUTF8(text: string): number;
  _mllab_begin_frame(bridge: Bridge, nowMs: number, width: number, ratio: number, em: number, flags: number): number;
  _mllab_draw_frame(bridge: Bridge, height: number): void;
  _mllab_pointer(
    bridge: Bridge,
    phase: number,
    kind: number,
    id: number,
    x: number,
    y: number,
    timeMs: number,
    flags: number,
    area: number,
  ): void;
  _mllab_pointer_left(): void;
  _mllab_wheel(dx: number, dy: number): number;
  _mllab_key(bridge: Bridge, area: number, name: number, flags: number): number;
  _mllab_focus(bridge: Bridge, area: number, visible: number): void;
  _mllab_text_key(name: number, down: number, flags: number): void;
  _mllab_text(text: number): void;
  _mllab_action(bridge: Bridge, id: number, argument: number): void;
  _mllab_picture(bridge: Bridge, rgba: number, width: number, height: number, name: number): void;
  _mllab_idle(bridge: Bridge, id: number): void;
  _mllab_graphics(bridge: Bridge, restored: number): void;
  _mllab_close(bridge: Bridge): void;
}

/** What C++ asks of the page: page.cpp calls these by name. */
export interface ModuleHost {
  gl: WebGL2RenderingContext;
  opened(bridge: Bridge): void;
  failed(sentence: string): void;
  launch(key: string): string;
  state(name: string): void;
  resultBegin(): void;
  resultGuess(label: string, p: number): void;
  resultEnd(text: string, value: string, revision: number, settled: boolean): void;
  revision(value: number): void;
  model(id: string): void;
  action(
    id: string,
    label: string,
    icon: string,
    group: string,
    shortcut: string,
    enabled: boolean,
    pressed: number,
  ): void;
  actionsEnd(): void;
  area(name: string, rect: [number, number, number, number], drags: boolean, label: string): void;
  areasEnd(): void;
  field(
    id: string,
    label: string,
    kind: string,
    value: string,
    low: number,
    high: number,
    step: number,
    hint: string,
    note: string,
  ): void;
  fieldsEnd(): void;
  passageStart(): void;
  passagePart(text: string, sureness: number): void;
  passageEnd(): void;
  passageNote(note: string): void;
  shareField(name: string, value: string): void;
  shareEnd(): void;
  progress(part: string, received: number, total: number): void;
  error(sentence: string): void;
  requestFrames(count: number): void;
  later(id: number): void;
  setting(key: string): string;
  storeSetting(key: string, value: string): void;
  savePicture(fileName: string, rgba: Uint8Array, width: number, height: number): void;
  saveLink(address: string, fileName: string): void;
  copyText(text: string): void;
  textInput(wanted: boolean, x: number, y: number, lineHeight: number): void;
}

export interface ModuleOptions {
  mllabHost: ModuleHost;
  mllabRuntime: unknown;
  wasmBinary: Uint8Array;
  print: (line: string) => void;
  printErr: (line: string) => void;
}

export interface Action {
  id: string;
  label: string;
  icon: string;
  group: string;
  shortcut: string;
  enabled: boolean;
  pressed: boolean | null;
}

export interface Field {
  id: string;
  label: string;
  kind: string;
  value: string;
  low: number;
  high: number;
  step: number;
  hint: string;
  note: string;
}

/** Where the text that a stage writes is shown; `sureness` -1 for what was given, else 0 to 4. */
export interface Passage {
  start(): void;
  extend(parts: { text: string; sureness: number }[]): void;
  note(sentence: string): void;
}

export interface StageOptions {
  element: HTMLElement;
  result: HTMLElement;
  experiment: string;
  model: string;
  cards: Record<string, string>;
  modelsUrl: string;
  onProgress: (progress: { part: 'app' | 'runtime' | 'model'; received: number; total: number }) => void;
  onActions: (actions: Action[]) => void;
  fields?: Record<string, string>;
  onFields?: (fields: Field[]) => void;
  passage?: Passage;
  onShare?: (fields: Record<string, string>) => void;
  onModel: (id: string) => void;
  onError: (message: string) => void;
}

export interface Area {
  name: string;
  rect: [number, number, number, number];
  drags: boolean;
  label: string;
}
