// Rock, paper, scissors as assistive technology finds it.
import { axeScenes, targetScene } from './access.mjs';
import { rockPaperScissors, rockPaperScissorsCnn } from './hands.mjs';
import { useBrowser } from './harness.mjs';

useBrowser();

axeScenes([rockPaperScissors, rockPaperScissorsCnn]);
targetScene(rockPaperScissors);
