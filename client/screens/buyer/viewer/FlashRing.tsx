import { useState } from 'react';
import { useWorld } from '../../../stores/world.ts';

/**
 * What drains as a flash runs, beside its clock; it keeps on while nothing is drawn anew.
 * @param as a ring, or the ground of a band
 */
export function FlashRing({
  fromMs,
  untilMs,
  as = 'ring',
}: {
  fromMs: number;
  untilMs: number;
  as?: 'ring' | 'ground';
}) {
  const { clock } = useWorld();
  const [sinceMs] = useState(() => clock.now() - fromMs);
  return (
    <i
      className={`flash-${as}`}
      aria-hidden="true"
      style={{ animationDuration: `${untilMs - fromMs}ms`, animationDelay: `${-sinceMs}ms` }}
    />
  );
}
