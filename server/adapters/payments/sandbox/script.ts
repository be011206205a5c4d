/**
 * What the payment page does besides saying: the choices of this device (colours, language) are in force before the
 * first paint, the time left runs, and a second tap on the way pays nothing. Without it the page says until when, and
 * all of it can be used.
 *
 * A phone's own clock is never trusted (T3): the server says how much time is left, and the page counts from then. Of two
 * clocks that may stand still or be set the one that shows less is believed. At the end the server is asked again.
 */
export const payScript = `'use strict';
{
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const theme = kept('fairday.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const language = kept('fairday.language');
  const address = new URL(location.href);
  const isOther = (language === 'en' || language === 'zh-CN') && language !== root.lang;
  if (isOther && !address.searchParams.has('lang')) {
    address.searchParams.set('lang', language === 'en' ? 'en' : 'zh');
    location.replace(address);
  }

  const [came] = performance.getEntriesByType('navigation');
  const fromMs = came?.responseStart ?? performance.now();
  const wallFromMs = Date.now() - (performance.now() - fromMs);
  const two = (n) => String(n).padStart(2, '0');
  const shown = (ms) => {
    const seconds = Math.ceil(ms / 1000);
    const hours = Math.floor(seconds / 3600);
    const end = two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
    return hours > 0 ? hours + ':' + end : end;
  };
  addEventListener('DOMContentLoaded', () => {
    const clock = document.querySelector('[data-left-ms]');
    if (clock) {
      const tick = () => {
        const goneMs = Math.max(performance.now() - fromMs, Date.now() - wallFromMs);
        const leftMs = clock.dataset.leftMs - goneMs;
        clock.querySelector('b').textContent = shown(Math.max(0, leftMs));
        if (leftMs > 0) setTimeout(tick, leftMs % 1000 || 1000);
        else location.reload();
      };
      tick();
      clock.hidden = false;
    }
    let isSent = false;
    addEventListener('submit', (event) => {
      if (isSent) return event.preventDefault();
      isSent = true;
      event.submitter?.setAttribute('aria-busy', 'true');
      // Without an answer by then one may try again.
      setTimeout(() => {
        isSent = false;
        event.submitter?.removeAttribute('aria-busy');
      }, 5000);
    });
  });
  // A page that the browser kept whole may be about an order that was paid meanwhile.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
`;
