// The sketches’ pages as assistive technology finds them.
import { axeScenes, targetScene } from './access.mjs';
import { sketches, sketchesMlp, useBrowser } from './harness.mjs';

useBrowser();

axeScenes([sketches, sketchesMlp]);
targetScene(sketches);
