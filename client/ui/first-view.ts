import { useEffect } from 'react';

/** The view of this page that the server drew (server/gateway/http/pages/first-view), or null. */
const firstView = () => document.getElementById('first');

/** Takes the server's view away at once, for a page that was left. */
export function leaveFirstView(): void {
  firstView()?.remove();
}

/** The view that the server drew goes as soon as the page has the same to show, or says why not. */
export function useFirstViewGone(isThere: boolean): void {
  useEffect(() => {
    if (!isThere) return;
    const go = () => {
      // Who has read on stays there.
      const readTo = firstView()?.scrollTop;
      leaveFirstView();
      if (readTo) scrollTo(0, readTo);
    };
    // What moves as the page is laid out has moved by then, out of sight.
    requestAnimationFrame(() => requestAnimationFrame(go));
  }, [isThere]);
}
