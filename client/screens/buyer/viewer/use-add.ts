import { shownPrice } from '../../../../shared/live-view/price.ts';
import { useWorld } from '../../../stores/world.ts';
import { useViewer } from './viewer-stores.ts';

/** Adds units at the price of this very moment; a price that was named in a refusal may be agreed to instead. */
export function useAdd(): (itemNumber: number, units: number, agreedMinor?: number) => Promise<boolean> {
  const { live, cart } = useViewer();
  const { clock } = useWorld();
  return async (itemNumber, units, agreedMinor) => {
    const price = shownPrice(live.store.getState().view, itemNumber, clock.now());
    if (!price) return false;
    const seen = agreedMinor === undefined ? price : { ...price, priceMinor: agreedMinor, flashId: null };
    return cart.add(itemNumber, units, seen);
  };
}
