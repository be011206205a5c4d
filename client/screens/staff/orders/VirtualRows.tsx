import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useIsWide } from './use-is-wide.ts';
import { useRowKeys } from './use-row-keys.ts';

/** The next page is asked for so many rows before the end is in sight. */
const AHEAD = 20;

interface Shown<Row> {
  rows: readonly Row[];
  keyOf(row: Row): string;
  onNearEnd(): void;
  /** A link with `data-row={index}`, so that keys go from one to the next. */
  children(row: Row, index: number): ReactNode;
}

/**
 * Rows of one height, of which only those in sight are drawn, however many there are.
 * @param heights in px, where a row has room for one line of everything and where it has not
 */
export function VirtualRows<Row>({
  heights,
  ...shown
}: Shown<Row> & { heights: { wide: number; hand: number } }) {
  const height = useIsWide() ? heights.wide : heights.hand;
  // Of another height it is another list, since what was measured counts no more.
  return <Rows key={height} height={height} {...shown} />;
}

function Rows<Row>({ rows, keyOf, height, onNearEnd, children }: Shown<Row> & { height: number }) {
  const list = useRef<HTMLOListElement>(null);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    overscan: 10,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const isNearEnd = lastShown >= rows.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  useRowKeys(list, rows.length, (index) => virtual.scrollToIndex(index, { align: 'auto' }));
  return (
    <ol ref={list} className="orders-list" style={{ height: rows.length * height }}>
      {shown.map(({ index }) => (
        <li
          key={keyOf(rows[index]!)}
          aria-setsize={rows.length}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${index * height}px)` }}
        >
          {children(rows[index]!, index)}
        </li>
      ))}
    </ol>
  );
}
