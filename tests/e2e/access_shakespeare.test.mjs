// Texts of Shakespeare’s kind as assistive technology finds them, both themes, phone and desktop.
import { shakespeare, useBrowser } from './harness.mjs';
import { accessScenes } from './writing_access.mjs';

useBrowser();

accessScenes(shakespeare);
