// Articles as assistive technology finds them, both themes, phone and desktop.
import { useBrowser, wikipedia } from './harness.mjs';
import { accessScenes } from './writing_access.mjs';

useBrowser();

accessScenes(wikipedia);
