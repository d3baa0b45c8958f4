// What a phone shows, as pictures for people to look at.
import { phone, useBrowser } from './harness.mjs';
import { pictures } from './looks.mjs';

useBrowser();

pictures(360, phone);
