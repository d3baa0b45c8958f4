// From the page that search engines and messengers read to the experiment itself. What a shared link says stands behind
// #, where no server sees it, and goes along.
(() => {
  const link = /** @type {HTMLAnchorElement} */ (document.querySelector('a[data-experiment]'));
  const fields = location.hash.slice(1);
  location.replace(fields ? `${link.href}?${fields}` : link.href);
})();
