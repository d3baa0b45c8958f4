// One camera: from a visitor's press to frames, and out again. Whatever ends it (stop, another press, a hidden page, an
// error, a closed stage) stops its tracks: the light goes out. What arrives for an older press is stopped at once.
import { facesVisitor, insteadOf, Rate, stateAfter, wish } from './camera_rules.mjs';
/** @import { Facing, State } from './camera_rules.mjs' */

/**
 * @typedef {object} Report how a camera is now
 * @property {State} state
 * @property {boolean} mirrored
 * @property {number} cameras
 * @property {number} width
 * @property {number} height
 * @property {number} framesPerSecond
 * @property {boolean} frame another one has come
 */

/** @param {MediaStream} stream */
const stopTracks = (stream) => stream.getTracks().forEach((track) => track.stop());

/** @returns {Promise<string[]>} of the cameras that there are */
async function cameraIds() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId);
}

export class Camera {
  #element;
  #report;
  /** @type {State} */
  #state = 'off';
  /** @type {Facing | undefined} what the stage wants; nothing while the camera is off */
  #wanted;
  /** Of presses and pauses: what an older one waits for has nothing to say. */
  #turn = 0;
  /** @type {MediaStream | undefined} */
  #stream;
  /** @type {HTMLVideoElement | undefined} */
  #video;
  /** @type {Map<Facing, string>} which device served which side */
  #served = new Map();
  #mirrored = false;
  /** How many there are; 0 until the visitor allowed one, for before that browsers do not tell. */
  #cameras = 0;
  #allowed = false;
  #size = { width: 0, height: 0 };
  #rate = new Rate();
  #framesPerSecond = 0;
  #tick = 0;
  #stop = new AbortController();

  /**
   * @param {HTMLElement} element the stage
   * @param {(report: Report) => void} report
   */
  constructor(element, report) {
    this.#element = element;
    this.#report = report;
    const { signal } = this.#stop;
    document.addEventListener('visibilitychange', () => this.#lookAtPage(), { signal });
    window.addEventListener('pagehide', () => this.#pause(), { signal });
    window.addEventListener('pageshow', () => this.#lookAtPage(), { signal });
    navigator.mediaDevices?.addEventListener?.('devicechange', () => void this.#recount(), { signal });
  }

  /** @returns {HTMLVideoElement | undefined} with a frame in it */
  get video() {
    return this.#video && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && this.#video.videoWidth > 0
      ? this.#video
      : undefined;
  }

  /** @param {Facing} facing */
  start(facing) {
    this.#wanted = facing;
    this.#putOut();
    this.#state = 'asking';
    void this.#open(this.#turn, facing);
  }

  stop() {
    this.#wanted = undefined;
    this.#putOut();
    this.#state = 'off';
  }

  close() {
    this.stop();
    this.#stop.abort();
  }

  /** @param {number} turn @param {Facing} facing */
  async #open(turn, facing) {
    try {
      if (!navigator.mediaDevices?.getUserMedia) {
        await Promise.resolve(); // C++ hears of it after its call, as of everything else
        if (turn === this.#turn) this.#fail('unsupported');
        return;
      }
      let track = await this.#take(turn, facing, this.#served.get(facing));
      const ids = track && (await cameraIds().catch(() => []));
      if (!track || !ids || turn !== this.#turn) return;
      this.#allowed = true;
      this.#cameras = Math.max(1, ids.length);
      const { deviceId, facingMode } = track.getSettings();
      const otherSide = this.#served.get(facing === 'front' ? 'back' : 'front');
      const instead = insteadOf({ facing, facingMode, deviceId, others: ids, otherSide });
      if (instead) {
        this.#release(); // phones open one camera at a time
        track = await this.#take(turn, facing, instead);
      }
      if (track) this.#run(turn, facing, track);
    } catch (error) {
      if (turn === this.#turn) this.#fail(stateAfter(error));
    }
  }

  /**
   * @param {number} turn
   * @param {Facing} facing
   * @param {string | undefined} deviceId
   * @returns {Promise<MediaStreamTrack | undefined>} nothing where nobody waits for it any more
   */
  async #take(turn, facing, deviceId) {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: wish(facing, deviceId), audio: false });
    } catch (error) {
      // A device that served before may be gone.
      if (!deviceId || turn !== this.#turn || stateAfter(error) !== 'absent') throw error;
      this.#served.delete(facing);
      return this.#take(turn, facing, undefined);
    }
    if (turn !== this.#turn) {
      stopTracks(stream);
      return undefined;
    }
    this.#stream = stream;
    const track = stream.getVideoTracks()[0];
    track?.addEventListener('ended', () => {
      if (stream === this.#stream) this.#fail('lost');
    });
    if (document.hidden) this.#pause();
    return turn === this.#turn ? track : undefined;
  }

  /** @param {number} turn @param {Facing} facing @param {MediaStreamTrack} track */
  #run(turn, facing, track) {
    const { deviceId, facingMode } = track.getSettings();
    if (deviceId) this.#served.set(facing, deviceId);
    const handheld = matchMedia('(pointer: coarse)').matches;
    this.#mirrored = facesVisitor({ facingMode, label: track.label }, facing, handheld);
    const video = document.createElement('video');
    // Not `autoplay`: browsers pause what plays by that attribute where it cannot be seen.
    Object.assign(video, { muted: true, playsInline: true, srcObject: this.#stream });
    video.setAttribute('aria-hidden', 'true'); // the stage shows its frames
    // Some browsers play only what is in the page and could be seen.
    const unseen = { position: 'absolute', top: '0', left: '0', width: '1px', height: '1px', opacity: '0' };
    Object.assign(video.style, unseen, { pointerEvents: 'none' });
    this.#element.append(video);
    this.#video = video;
    // Refused by browsers that play nothing without a press; then no frame comes, and the status says so.
    video.play().catch(() => {});
    this.#tick = window.setInterval(() => this.#measure(), 1000);
    this.#enter('running');
    this.#watch(turn, video);
  }

  /** Waits for the next frame, and so on. @param {number} turn @param {HTMLVideoElement} video */
  #watch(turn, video) {
    let seen = -1;
    const next = () => {
      if (turn !== this.#turn) return;
      if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(arrived);
      else requestAnimationFrame(poll);
    };
    const arrived = () => {
      if (turn !== this.#turn) return;
      this.#frame(video);
      next();
    };
    const poll = () => {
      const shown = video.getVideoPlaybackQuality?.().totalVideoFrames || video.currentTime;
      if (turn !== this.#turn || shown === seen) return next();
      seen = shown;
      arrived();
    };
    next();
  }

  /** @param {HTMLVideoElement} video */
  #frame(video) {
    if (!this.video) return;
    this.#rate.add(performance.now());
    this.#size = { width: video.videoWidth, height: video.videoHeight };
    this.#tell(true);
  }

  #measure() {
    const now = this.#rate.at(performance.now());
    if (now === this.#framesPerSecond) return;
    this.#framesPerSecond = now;
    this.#tell();
  }

  /** Nobody sees the page: no light. A question that the visitor has not answered yet stays. */
  #pause() {
    if (!this.#stream) return;
    this.#putOut();
    this.#enter('paused');
  }

  #lookAtPage() {
    if (document.hidden) return this.#pause();
    if (this.#state !== 'paused' || !this.#wanted) return;
    this.start(this.#wanted);
    this.#tell();
  }

  async #recount() {
    if (!this.#allowed) return;
    const ids = await cameraIds().catch(() => undefined);
    if (!ids || this.#stop.signal.aborted || ids.length === this.#cameras) return;
    this.#cameras = ids.length;
    this.#tell();
  }

  /** @param {State} state */
  #fail(state) {
    this.#putOut();
    this.#enter(state);
  }

  /** The light goes out, whatever comes next. */
  #putOut() {
    this.#turn += 1;
    this.#release();
    window.clearInterval(this.#tick);
    this.#video?.remove();
    if (this.#video) this.#video.srcObject = null;
    this.#video = undefined;
    this.#mirrored = false;
    this.#size = { width: 0, height: 0 };
    this.#rate = new Rate();
    this.#framesPerSecond = 0;
  }

  #release() {
    const stream = this.#stream;
    this.#stream = undefined;
    if (stream) stopTracks(stream);
  }

  /** @param {State} state */
  #enter(state) {
    this.#state = state;
    this.#tell();
  }

  #tell(frame = false) {
    this.#report({
      state: this.#state,
      mirrored: this.#mirrored,
      cameras: this.#cameras,
      ...this.#size,
      framesPerSecond: this.#framesPerSecond,
      frame,
    });
  }
}
