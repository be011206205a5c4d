import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the current row of a list in its middle: the list alone is moved, never the page under somebody's thumb.
 * @param current which row it is
 * @param rows what the list shows: with either the list is looked at anew
 */
export function useHereInSight(current: unknown, rows: unknown): RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read off the page once the list is drawn.
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>('[aria-current=true]');
    if (here && list.current) list.current.scrollTop = here.offsetTop - list.current.clientHeight / 2;
  }, [current, rows]);
  return list;
}
