// Sums as assistive technology finds them, both themes, phone and desktop.
import { summation, useBrowser } from './harness.mjs';
import { accessScenes } from './writing_access.mjs';

useBrowser();

accessScenes(summation);
