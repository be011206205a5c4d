const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Told whenever the address in the bar becomes another. */
export function onAddress(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Goes to another address of this page without loading it again. The state says that a page of ours lies behind. */
export function goTo(address: string): void {
  history.pushState('from-us', '', address);
  // What the server drew of the page that is left (first-view.ts).
  document.getElementById('first')?.remove();
  scrollTo(0, 0);
  tell();
}

/** Stands at another address of this page in place of the one in the bar: a step back does not come here again. */
export function replaceAddress(address: string): void {
  history.replaceState(null, '', address);
  tell();
}

/**
 * Lets plain links be links: a tap on one of ours changes the screen, anything special stays the browser's.
 * @param isOurs tells whether a path has a screen
 */
export function followLinks(isOurs: (path: string) => boolean): void {
  addEventListener('popstate', tell);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (!isOurs(link.pathname)) return;
    event.preventDefault();
    goTo(link.href);
  });
}
