import { useEffect, useState } from 'react';
import { draftOf, keepDraft } from '../../../stores/checkout-draft.ts';

/**
 * Remembers the total that stands in a stream's checkout, over a reload too.
 * @param lines what the total is for, as JSON
 * @param totalMinor null while it is not known
 * @returns the total that was seen before the page was loaded, where the same lines cost something else now; else null
 */
export function useSeenTotal(slug: string, lines: string, totalMinor: number | null): number | null {
  const [seen] = useState(() => draftOf(slug).seen);
  const [wasMinor, setWas] = useState<number | null>(null);
  const [isCompared, setCompared] = useState(seen === null);
  useEffect(() => {
    if (totalMinor === null || lines === '[]') return;
    if (!isCompared) {
      setCompared(true);
      if (seen?.lines === lines && seen.totalMinor !== totalMinor) setWas(seen.totalMinor);
    }
    keepDraft(slug, { seen: { lines, totalMinor } });
  }, [slug, seen, lines, totalMinor, isCompared]);
  return seen?.lines === lines && wasMinor !== totalMinor ? wasMinor : null;
}
