import { MINUTE, SECOND } from '../../shared/values/time.ts';

/** A parcel moves a few times in days: who watches sees it soon, and a page costs a request in so long. */
const EVERY_MS = 30 * SECOND;
/** A page that is left open looks no longer than this; once it is shown again it begins anew. */
const UNTIL_MS = 30 * MINUTE;

/**
 * Looks again and again while a page is on the screen, and at once when it is shown again.
 * @param again looks at what may have moved meanwhile
 * @param shown looks at all of it: the page may have lain behind another one for days
 */
export function whileShown(again: () => void, shown: () => void): { open(): void; close(): void } {
  let next: ReturnType<typeof setTimeout> | undefined;
  let sinceMs = 0;

  function plan(): void {
    clearTimeout(next);
    if (document.hidden || Date.now() - sinceMs >= UNTIL_MS) return;
    // Pages that were opened together do not ask together.
    next = setTimeout(
      () => {
        again();
        plan();
      },
      EVERY_MS * (1 + Math.random() / 2),
    );
  }
  function begin(): void {
    sinceMs = Date.now();
    plan();
  }
  const onSight = () => {
    begin();
    if (!document.hidden) shown();
  };
  const onPage = ({ persisted }: PageTransitionEvent) => persisted && onSight();

  return {
    open() {
      addEventListener('pageshow', onPage);
      document.addEventListener('visibilitychange', onSight);
      begin();
    },
    close() {
      clearTimeout(next);
      removeEventListener('pageshow', onPage);
      document.removeEventListener('visibilitychange', onSight);
    },
  };
}
