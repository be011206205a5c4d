import type { ReactNode } from 'react';
import { followed } from '../../../ui/followed-media.ts';

const useIsHand = followed('(width < 700px)');

/**
 * What a tab has below its first part: in a hand it is folded, so that a tab stays within two screens.
 * @param isBlock on a wide page it stands under its title, else without one
 */
export function HandFold({
  title,
  isBlock = false,
  children,
}: {
  title: string;
  isBlock?: boolean;
  children: ReactNode;
}) {
  const isHand = useIsHand();
  if (isHand) {
    return (
      <details className="hand-fold off-paper">
        <summary>{title}</summary>
        {children}
      </details>
    );
  }
  if (!isBlock) return children;
  return (
    <section className="review-block off-paper">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
