import type { Reason } from '../../shared/contract/answer.ts';
import type { MyParcels } from '../../shared/contract/packing.ts';
import type { Result } from '../../shared/values/result.ts';
import type { Outside } from './world.ts';

/** An order is shown without its parcels rather than later than this, in ms. */
const MAX_WAIT_MS = 1_500;

/** Parcels that are asked for together with their orders. */
export interface AskedParcels {
  answer: Promise<Result<MyParcels, Reason>>;
  /** The parcels, if they come soon enough to be drawn with their orders; null: not yet, or not at all. */
  soon(): Promise<MyParcels | null>;
}

/** Asks for the parcels of this buyer: what is drawn with them at once does not move when they come. */
export function askParcels(http: Outside['http']): AskedParcels {
  const answer = http.call('myParcels');
  return {
    answer,
    async soon() {
      let late: ReturnType<typeof setTimeout> | undefined;
      const waited = new Promise<null>((resolve) => {
        late = setTimeout(resolve, MAX_WAIT_MS, null);
      });
      const first = await Promise.race([answer, waited]);
      clearTimeout(late);
      return first?.ok ? first.value : null;
    },
  };
}
