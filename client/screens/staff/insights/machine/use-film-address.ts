import { useEffect } from 'react';
import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import type { MachineStore } from '../../../../stores/machine-store.ts';
import { filmPath } from './film-address.ts';

/** While a film plays, the address follows it so often: browsers bear no more than some three changes a second. */
const EVERY_MS = 1_000;

/** Keeps the address in the bar at the instant that is looked at, and at the item and the person whose events are listed. */
export function useFilmAddress(
  slug: string,
  report: Pick<SalesReport, 'liveStartMs'>,
  machine: MachineStore,
): void {
  const { liveStartMs } = report;
  useEffect(() => {
    let stoodAt = Number.NEGATIVE_INFINITY;
    let later: ReturnType<typeof setTimeout> | undefined;
    const stand = () => {
      const { atMs, itemNumber, person } = machine.store.getState();
      if (atMs === null) return;
      stoodAt = performance.now();
      history.replaceState(history.state, '', filmPath(slug, { liveStartMs }, atMs, itemNumber, person));
    };
    const follow = () => {
      clearTimeout(later);
      const waitMs = EVERY_MS - (performance.now() - stoodAt);
      if (waitMs <= 0) stand();
      else later = setTimeout(stand, waitMs);
    };
    follow();
    const stop = machine.store.subscribe((now, before) => {
      if (now.atMs !== before.atMs || now.itemNumber !== before.itemNumber || now.person !== before.person)
        follow();
    });
    return () => {
      clearTimeout(later);
      stop();
    };
  }, [slug, liveStartMs, machine]);
}
