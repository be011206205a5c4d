import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { FoundPeople } from '../../../../shared/contract/office-people.ts';
import { useWorld } from '../../../stores/world.ts';
import { typedNumber } from '../orders/orders-address.ts';

/** What was looked up, and what came of it; null: nothing was. */
export interface LookedUp {
  text: string;
  found: FoundPeople | null;
  reason: Reason | null;
  /** When it was answered, by this page's clock. */
  atMs: number;
}

/** Operators and packers may open personal data, and so look for people (A5). */
export function useMayLookUp(): boolean {
  const { me } = useWorld();
  return useStore(me.store, ({ me: known }) => ['operator', 'packer'].includes(known?.staff?.role ?? ''));
}

/** Fewer digits are no end of a phone. */
const LEAST_DIGITS = 4;

/** True of what may be a whole name or the end of a phone. `12-1085` is an order and nothing else. */
export function isLookable(text: string): boolean {
  if (typedNumber(text)?.includes('-')) return false;
  const digits = text.replace(/[\s+().-]/g, '');
  return /^\d*$/.test(digits) ? digits.length >= LEAST_DIGITS : text.trim().length > 1;
}

/**
 * Looks people up, once for each time it is asked: never again by itself, since each look-up counts and is noted. What was
 * found is forgotten with the page.
 */
export function useLookUp(): {
  looked: LookedUp | null;
  isBusy: boolean;
  look(text: string): void;
  clear(): void;
} {
  const { http } = useWorld();
  const [looked, setLooked] = useState<LookedUp | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function ask(text: string) {
    setBusy(true);
    const answer = await http.call('findPeople', { body: { text } });
    setBusy(false);
    setLooked({
      ...{ text, atMs: Date.now() },
      found: answer.ok ? answer.value : null,
      reason: answer.ok ? null : answer.refusal,
    });
  }
  return {
    ...{ looked, isBusy },
    look: (text) => void (isBusy || ask(text.trim())),
    clear: () => setLooked(null),
  };
}
