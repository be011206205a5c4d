import { type RefObject, useLayoutEffect, useState } from 'react';

/** A list of so many rows, or fewer, is drawn whole. */
const MOST_WHOLE = 40;
/** Rows come and go by so many, and as many are drawn ahead at either end: a short scroll draws nothing anew. */
const STEP = 4;

/** What is in sight of a list whose rows are all of one height. */
export interface Sight {
  /** Of one row, in px; 0 where none is drawn on the screen. */
  height: number;
  /** The first row in sight, and the first one behind those in sight. */
  from: number;
  to: number;
}

/** A row to draw, and the px that rows which are not drawn take above and below it. */
export interface DrawnRow<Key> {
  key: Key;
  index: number;
  above: number;
  below: number;
}

const UNKNOWN: Sight = { height: 0, from: 0, to: MOST_WHOLE };

/**
 * The rows of a list to draw: all of a short one, of a longer one those in sight with a few around them. Each row's element
 * has its key as `data-row`; all are of one height and keep their place in the flow by `above` and `below`.
 * @param kept drawn wherever they are, as the row with the focus is
 */
export function useRowsInSight<Key extends string | number>(
  list: RefObject<HTMLElement | null>,
  keys: readonly Key[],
  kept: readonly (Key | null)[] = [],
): DrawnRow<Key>[] {
  const [sight, setSight] = useState(UNKNOWN);
  const [focused, setFocused] = useState<string | null>(null);
  // Where nothing is laid out, nothing is out of sight.
  const isLong = keys.length > MOST_WHOLE && typeof ResizeObserver !== 'undefined';
  useLayoutEffect(() => {
    const rows = list.current;
    if (!isLong || !rows) return;
    const look = () => setSight((was) => stepped(was, sightOf(rows)));
    const focus = ({ target }: FocusEvent) =>
      setFocused((target as Element).closest<HTMLElement>('[data-row]')?.dataset.row ?? null);
    const blur = () => setFocused(null);
    look();
    const watch = new ResizeObserver(look);
    watch.observe(rows);
    // Whatever scrolls: the column, or the page around it.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    addEventListener('resize', look);
    rows.addEventListener('focusin', focus);
    rows.addEventListener('focusout', blur);
    return () => {
      watch.disconnect();
      document.removeEventListener('scroll', look, { capture: true });
      removeEventListener('resize', look);
      rows.removeEventListener('focusin', focus);
      rows.removeEventListener('focusout', blur);
    };
  }, [isLong, list]);
  const isKept = (key: Key) => String(key) === focused || kept.includes(key);
  return drawnRows(keys, isLong ? sight : null, isKept);
}

/** At least one row is drawn: the height of all hangs on it. @param sight null: all are drawn */
export function drawnRows<Key>(
  keys: readonly Key[],
  sight: Sight | null,
  isKept: (key: Key) => boolean = () => false,
): DrawnRow<Key>[] {
  const { height, from, to } = sight ?? { height: 0, from: 0, to: keys.length };
  const [first, end] = [Math.min(from, keys.length - 1), Math.max(to, 1)];
  const rows: DrawnRow<Key>[] = [];
  let next = 0;
  keys.forEach((key, index) => {
    if ((index < first || index >= end) && !isKept(key)) return;
    rows.push({ key, index, above: (index - next) * height, below: 0 });
    next = index + 1;
  });
  const last = rows.at(-1);
  if (last) last.below = (keys.length - next) * height;
  return rows;
}

/** By whole steps, so that most scrolling leaves it the same. */
function stepped(was: Sight, { height, from, to }: Sight): Sight {
  const is = {
    height,
    from: (Math.floor(from / STEP) - 1) * STEP,
    to: (Math.ceil(to / STEP) + 1) * STEP,
  };
  return was.height === is.height && was.from === is.from && was.to === is.to ? was : is;
}

function sightOf(list: HTMLElement): Sight {
  const height = list.querySelector('[data-row]')?.getBoundingClientRect().height ?? 0;
  if (height === 0) return UNKNOWN;
  const { top } = list.getBoundingClientRect();
  return { height, from: Math.floor(-top / height), to: Math.ceil((innerHeight - top) / height) };
}
