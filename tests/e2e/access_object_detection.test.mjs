// Object detection as assistive technology finds it.
import { axeScenes, targetScene } from './access.mjs';
import { detection } from './detection.mjs';
import { useBrowser } from './harness.mjs';

useBrowser();

axeScenes([detection]);
targetScene(detection);
