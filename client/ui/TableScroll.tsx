import type { ReactNode } from 'react';

/** A table that may be wider than its screen: who uses the keyboard reaches and scrolls it as well. */
export function TableScroll({
  label,
  className = 'table-scroll',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable without a pointer.
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
