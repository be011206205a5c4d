import type { ReactNode } from 'react';

/**
 * A list that scrolls by itself, so that what stands below it is within reach. Who uses the keyboard
 * reaches and scrolls it as well.
 */
export function ListScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable without a pointer.
    <section className="list-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
