import { useEffect } from 'react';

/** The view that the server drew (server/gateway/http/pages/first-view) goes as soon as the page has the same to show, or says why not. */
export function useFirstViewGone(isThere: boolean): void {
  useEffect(() => {
    if (!isThere) return;
    const go = () => {
      // Who has read on stays there.
      const drawn = document.getElementById('first');
      const readTo = drawn?.scrollTop;
      drawn?.remove();
      if (readTo) scrollTo(0, readTo);
    };
    // What moves as the page is laid out has moved by then, out of sight.
    requestAnimationFrame(() => requestAnimationFrame(go));
  }, [isThere]);
}
