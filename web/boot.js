// Runs before the first paint, from an address that never changes: sets the theme, hides what is not asked for, and heals a
// stale page. A host may
// serve an index.html from its cache whose build folder is gone; one reload fetches the new one.
(() => {
  const root = document.documentElement;
  const dark = /** @type {HTMLLinkElement} */ (document.getElementById('dark-theme'));
  const systemDark = matchMedia('(prefers-color-scheme: dark)');

  const remembered = () => {
    try {
      return localStorage.getItem('ml-lab/theme') ?? 'system';
    } catch {
      return 'system';
    }
  };

  /** @param {string} mode system, light or dark */
  const apply = (mode) => {
    root.dataset['themeMode'] = mode;
    root.dataset['theme'] = mode === 'dark' || (mode !== 'light' && systemDark.matches) ? 'dark' : 'light';
    dark.media = root.dataset['theme'] === 'dark' ? 'screen' : 'not all';
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      const its = meta.getAttribute('content') === '#111415' ? 'dark' : 'light';
      meta.setAttribute('media', its === root.dataset['theme'] ? 'all' : 'not all');
    }
  };

  apply(remembered());
  // Who comes by the address of an experiment never sees the gallery on the way.
  if (location.hash.startsWith('#/experiments/')) root.dataset['opens'] = 'experiment';
  systemDark.addEventListener('change', () => apply(root.dataset['themeMode'] ?? 'system'));

  // The switch in the header sends this event.
  root.addEventListener('theme-mode', (event) => {
    const mode = /** @type {CustomEvent<string>} */ (event).detail;
    try {
      localStorage.setItem('ml-lab/theme', mode);
    } catch {
      // A browser that forbids storage still switches, it only forgets.
    }
    apply(mode);
  });

  addEventListener(
    'error',
    (event) => {
      const target = event.target;
      if (!(target instanceof HTMLScriptElement) || target.id !== 'shell') return;
      const build = root.dataset['build'] ?? '';
      let tried = build;
      try {
        tried = sessionStorage.getItem('ml-lab/reloaded-for') ?? '';
        sessionStorage.setItem('ml-lab/reloaded-for', build);
      } catch {
        // Without storage there is no telling whether a reload was tried: do not loop.
      }
      if (tried !== build) {
        location.reload();
        return;
      }
      delete root.dataset['opens'];
      const notice = document.createElement('p');
      notice.className = 'notice';
      notice.setAttribute('role', 'alert');
      notice.textContent = 'The page did not load completely. Check your connection and reload it.';
      document.getElementById('main')?.prepend(notice);
    },
    true,
  );
})();
