import type { Outcome } from '../../event-log/admission/idempotency-cache.ts';
import { allot, undoAllotment } from '../../shop/decide.ts';
import type { ShopProduct } from '../../shop/state.ts';
import type { FeatureDeps } from '../deps.ts';
import type { StaffActor } from '../features.ts';

/** Units between the warehouse and a stream, named so that each move happens once (S5). */
export interface Move {
  transferId: string;
  productId: string;
  streamId: string;
  units: number;
}

/** Takes units out of the warehouse for a stream; a repeated transfer id finds them taken. */
export function allotUnits(
  deps: FeatureDeps,
  actor: StaffActor,
  move: Move,
  receivedAtMs: number,
): Promise<Outcome<{ product: ShopProduct }>> {
  const by = { staffId: actor.staffId, device: actor.device };
  return deps.engines.shop.submit({
    receivedAtMs,
    ids: [],
    key: null,
    decide: (state, at) => allot(state, move, { ...at, by }),
  });
}

/**
 * Takes an allotment back that the stream refused: the same key may ask for it again.
 * @returns false if the warehouse could not book it now
 */
export async function undoAllotted(
  deps: FeatureDeps,
  move: Pick<Move, 'transferId' | 'streamId'>,
): Promise<boolean> {
  const { transferId, streamId } = move;
  const outcome = await deps.engines.shop.submit({
    receivedAtMs: deps.clock.nowMs(),
    ids: [],
    key: null,
    decide: (state) => undoAllotment(state, { transferId, streamId }),
  });
  if (outcome.kind === 'accepted') return true;
  deps.onAlarm('allotment not undone', { transferId, streamId, code: outcome.refusal.code });
  return false;
}
