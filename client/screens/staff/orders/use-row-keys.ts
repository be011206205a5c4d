import { type RefObject, useEffect, useRef } from 'react';

/** So long a row that comes into sight is waited for, in frames. */
const MOST_FRAMES = 10;

/**
 * J, K and the arrows go from row to row; a row is a link, so Enter opens it. They rest while somebody types, and beside
 * the keys of the browser.
 * @param show brings a row into sight that may not be drawn yet
 */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  count: number,
  show: (index: number) => void,
): void {
  const latest = useRef({ count, show });
  latest.current = { count, show };
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (step === undefined || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
      const { activeElement } = document;
      const isElsewhere = activeElement?.closest('input, select, textarea, summary, [role=dialog], dialog');
      if (isElsewhere) return;
      const here = activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row;
      // The arrows scroll the page until a row has the focus.
      if (here === undefined && event.key.startsWith('Arrow')) return;
      const { count, show } = latest.current;
      const to = here === undefined ? 0 : Number(here) + step;
      if (to < 0 || to >= count) return;
      event.preventDefault();
      show(to);
      focusRow(list, to, MOST_FRAMES);
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [list]);
}

function focusRow(list: RefObject<HTMLElement | null>, index: number, frames: number): void {
  const row = list.current?.querySelector<HTMLElement>(`[data-row="${index}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusRow(list, index, frames - 1));
}
