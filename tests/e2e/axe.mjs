// Checks of accessibility by axe, in the page as it stands.
import { readFileSync } from 'node:fs';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** What axe finds to complain about. @param {import('playwright-core').Page} page */
export async function violations(page) {
  // Evaluated by the debugger, not by the page: the page's policy stays as it is.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(() =>
    /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'] }),
  );
  return found.violations.map((/** @type {any} */ violation) => ({
    rule: violation.id,
    where: violation.nodes.map((/** @type {any} */ node) => `${node.target}: ${node.failureSummary}`),
  }));
}
