// Drawing digits with a mouse.
import { desktop, useBrowser } from './harness.mjs';
import { tenDigits } from './ten_digits.mjs';

useBrowser();

tenDigits('mouse', desktop);
