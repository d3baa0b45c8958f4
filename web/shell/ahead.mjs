// Runs before the page has its looks: who comes by the address of an experiment waits longest for the runtime, so its worker
// starts first, and the modules on the way there are asked for at once and not one after the other.
import { loadStage } from './early.mjs';
import { parseRoute } from './router.mjs';

const route = parseRoute(location.hash);
if (route?.view === 'experiment') {
  const links = /** @type {HTMLTemplateElement | null} */ (document.getElementById('stage-modules'));
  if (links) document.head.append(links.content);
  loadStage(route.key);
}
