// Runs before the first paint, from an address that never changes: sets the theme, hides what is not asked for, and heals a
// page that did not arrive whole. A host may serve an index.html from its cache whose build folder is gone, or a file may
// be cut off: one reload, past the caches, fetches what belongs together; if that does not help, the page says so.
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
  // In a frame of another page there is the experiment alone.
  if (/\?(.*&)?embed=1(&|$)/.test(location.hash.slice(0, 1000))) root.dataset['embed'] = '';
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

  const marker = 'ml-lab/reloaded-for';
  const build = root.dataset['build'] ?? '';
  const started = () => root.dataset['shell'] === 'started'; // web/shell/main.mjs, at its end
  let healing = false;

  /** Modules that arrived damaged stay in the browser's cache; a reload alone would take them again. */
  const renew = async () => {
    /** @type {NodeListOf<HTMLScriptElement | HTMLLinkElement>} */
    const modules = document.querySelectorAll('script[type="module"], link[rel="modulepreload"]');
    const addresses = [...modules].map((one) => ('href' in one ? one.href : one.src));
    await Promise.allSettled(addresses.map((address) => fetch(address, { cache: 'reload' })));
    location.reload();
  };

  /** @param {string} sentence */
  const say = (sentence) => {
    if (document.querySelector('.notice.boot')) return;
    delete root.dataset['opens'];
    const notice = document.createElement('p');
    notice.className = 'notice boot';
    notice.setAttribute('role', 'alert');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'action';
    button.textContent = 'Reload the page';
    button.addEventListener('click', () => void renew());
    notice.append(sentence, ' ', button);
    (document.getElementById('main') ?? document.body).prepend(notice);
  };

  const heal = () => {
    if (healing) return;
    healing = true;
    let tried = build;
    try {
      tried = sessionStorage.getItem(marker) ?? '';
      sessionStorage.setItem(marker, build);
    } catch {
      // Without storage there is no telling whether a reload was tried: do not loop.
    }
    if (tried !== build) void renew();
    else say('The page did not load completely. Check your connection and reload it.');
  };

  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLScriptElement && target.id === 'shell') heal();
    },
    true,
  );
  // Of a module that was cut off no element tells, and of a page that was, nobody.
  addEventListener('load', () => {
    if (!started()) return heal();
    try {
      sessionStorage.removeItem(marker);
    } catch {
      // Nothing to forget.
    }
  });
  setTimeout(() => {
    if (!started()) say('The page is still loading. Check your connection, or reload the page.');
  }, 12_000);
})();
