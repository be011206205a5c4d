import { useState } from 'react';
import { useWorld } from '../../stores/world.ts';

/** A ring that drains as a flash runs, beside its clock; it keeps on while nothing is drawn anew. */
export function FlashRing({ fromMs, untilMs }: { fromMs: number; untilMs: number }) {
  const { clock } = useWorld();
  const [sinceMs] = useState(() => clock.now() - fromMs);
  return (
    <i
      className="flash-ring"
      aria-hidden="true"
      style={{ animationDuration: `${untilMs - fromMs}ms`, animationDelay: `${-sinceMs}ms` }}
    />
  );
}
