// What a desktop shows, as pictures for people to look at.
import { desktop, useBrowser } from './harness.mjs';
import { pictures } from './looks.mjs';

useBrowser();

pictures(1440, desktop);
