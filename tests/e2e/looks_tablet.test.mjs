// What a tablet shows, as pictures for people to look at.
import { useBrowser } from './harness.mjs';
import { pictures } from './looks.mjs';

useBrowser();

pictures(768, { viewport: { width: 768, height: 1024 }, deviceScaleFactor: 2, hasTouch: true });
