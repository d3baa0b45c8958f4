// Runs before the page has its looks: who comes by the address of an experiment waits longest for the runtime, so its worker
// starts first. The shell's start imports this, too: what both need is sent once.
import { loadStage } from './early.mjs';
import { parseRoute } from './router.mjs';

const route = parseRoute(location.hash);
if (route?.view === 'experiment') loadStage(route.key);
