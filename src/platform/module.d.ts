// What the app's module (Emscripten's glue) offers and asks for. `Bridge` is an address that only C++ reads.

export type Bridge = number;

export interface AppModule {
  mllabHost: ModuleHost; // of the stage that is open
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  stringToNewUTF8(text: string): number;
  _mllab_prepare(): void; // a stage for the host of now: what it draws with,
  _mllab_open(): void; // and the view
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
  _mllab_key(bridge: Bridge, area: number, name: number, flags: number): number;
  _mllab_focus(bridge: Bridge, area: number, visible: number): void;
  _mllab_action(bridge: Bridge, id: number, argument: number): void;
  _mllab_field(bridge: Bridge, id: number, text: number): void;
  _mllab_update(bridge: Bridge): void;
  _mllab_picture(bridge: Bridge, rgba: number, width: number, height: number, name: number): void;
  _mllab_pictures(bridge: Bridge, names: number, leftOut: number): void;
  _mllab_numbered_picture(bridge: Bridge, rgba: number, width: number, height: number, number: number): void;
  _mllab_numbered_refusal(bridge: Bridge, number: number, sentence: number): void;
  _mllab_idle(bridge: Bridge, id: number): void;
  _mllab_camera(
    bridge: Bridge,
    id: number,
    state: number,
    mirrored: number,
    cameras: number,
    width: number,
    height: number,
    framesPerSecond: number,
    frame: number,
  ): void;
  _mllab_graphics(bridge: Bridge, restored: number): void;
  _mllab_close(bridge: Bridge): void;
}

/** Cameras by the numbers that C++ gave them; page.hpp says what each does. */
export interface ModuleCameras {
  start(id: number, facing: number): void;
  stop(id: number): void;
  close(id: number): void;
  upload(id: number): void;
  take(id: number, longestSide: number): number;
  pixels(): Uint8ClampedArray;
}

/** What C++ asks of the page: page.cpp calls these by name. */
export interface ModuleHost {
  gl: WebGL2RenderingContext;
  cameras: ModuleCameras;
  opened(bridge: Bridge): void;
  failed(message: string): void;
  launch(): string; // JSON of a Launch
  show(changes: string): void; // JSON of a Partial<PageState>
  write(passage: string): void; // JSON of a Passage
  perform(request: string): void; // JSON of a Request
  savePicture(fileName: string, rgba: Uint8Array, width: number, height: number): void;
  requestFrames(count: number): void;
  wake(): void;
  later(id: number): void;
}

export interface ModuleOptions {
  mllabHost: ModuleHost;
  mllabRuntime: unknown;
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
  print: (line: string) => void;
  printErr: (line: string) => void;
}
