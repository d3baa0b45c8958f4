// Short tones. Silence wherever the browser has no sound or does not allow it: nobody waits for one.

/** One for the page: browsers allow only a few. @type {AudioContext | undefined} */
let context;

const LOUDNESS = 0.15;
const RAMP_S = 0.008; // without it the speaker clicks
const LATE_MS = 300;

/** @param {number} frequencyHz @param {number} ms */
export async function playTone(frequencyHz, ms) {
  const asked = performance.now();
  try {
    context ??= new AudioContext();
    // Until the visitor presses something it may wait, for ever; a tone that comes late means nothing any more.
    if (context.state !== 'running') await context.resume();
    if (performance.now() - asked > LATE_MS) return;
    const from = context.currentTime;
    const till = from + Math.min(Math.max(ms, 20), 2000) / 1000;
    const tone = new OscillatorNode(context, { frequency: frequencyHz });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.linearRampToValueAtTime(LOUDNESS, from + RAMP_S);
    loudness.gain.setValueAtTime(LOUDNESS, till - RAMP_S);
    loudness.gain.linearRampToValueAtTime(0, till);
    tone.connect(loudness).connect(context.destination);
    tone.start(from);
    tone.stop(till);
  } catch {
    // No sound here.
  }
}
