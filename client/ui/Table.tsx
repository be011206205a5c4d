import type { ReactNode } from 'react';
import './table.css';

/**
 * A table of rows as high as the pointer needs, words left and figures right. It may be wider than its screen: who uses
 * the keyboard reaches and scrolls it as well.
 */
export function Table({
  label,
  className = '',
  children,
}: {
  /** What it is about, for who cannot see it. */
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable without a pointer.
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      <table className={`table figures ${className}`} aria-label={label}>
        {children}
      </table>
    </section>
  );
}
