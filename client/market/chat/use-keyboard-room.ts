import { useEffect } from 'react';

/**
 * While somebody writes, the page is as high as what the keyboard leaves: card, price, *Add* and the field stay in sight.
 * Browsers lay the keyboard over the page, and say so here alone.
 */
export function useKeyboardRoom(isWriting: boolean): void {
  useEffect(() => {
    const seen = window.visualViewport;
    if (!isWriting || !seen) return;
    const page = document.documentElement.style;
    const follow = () => {
      page.setProperty('--seen', `${Math.round(seen.height)}px`);
      // The browser has moved the page to show the field; all of it follows by now.
      window.scrollTo(0, 0);
    };
    follow();
    seen.addEventListener('resize', follow);
    return () => {
      seen.removeEventListener('resize', follow);
      page.removeProperty('--seen');
    };
  }, [isWriting]);
}
