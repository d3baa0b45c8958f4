// Image classification as assistive technology finds it.
import { axeScenes, targetScene } from './access.mjs';
import { useBrowser } from './harness.mjs';
import { classification } from './photos.mjs';

useBrowser();

axeScenes([classification]);
targetScene(classification);
