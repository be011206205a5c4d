import { DAY } from '../../../shared/values/time.ts';
import type { StreamFact } from '../../domain/facts.ts';
import { allot, takeBack, undoAllotment } from '../../domain/shop/decide.ts';
import type { ShopProduct } from '../../domain/shop/state.ts';
import type { StreamState } from '../../domain/state.ts';
import type { Outcome } from '../../engine/answers.ts';
import type { Committed } from '../../engine/committed.ts';
import { StreamGatherer } from '../../engine/stream-gatherer.ts';
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

/** Takes an allotment back that the stream refused: the same key may ask for it again. */
export async function undoAllotted(
  deps: FeatureDeps,
  move: Pick<Move, 'transferId' | 'streamId'>,
): Promise<void> {
  const { transferId, streamId } = move;
  const outcome = await deps.engines.shop.submit({
    receivedAtMs: deps.clock.nowMs(),
    ids: [],
    key: null,
    decide: (state) => undoAllotment(state, { transferId, streamId }),
  });
  if (outcome.kind === 'refused')
    deps.onAlarm('allotment not undone', { transferId, streamId, code: outcome.refusal.code });
}

/** Takes units back into the warehouse, once; what cannot be booked is alarmed about and booked at the next start. */
export async function giveBackUnits(deps: FeatureDeps, move: Move): Promise<void> {
  const outcome = await deps.engines.shop.submit({
    receivedAtMs: deps.clock.nowMs(),
    ids: [],
    key: null,
    decide: (state) => takeBack(state, move),
  });
  if (outcome.kind === 'refused')
    deps.onAlarm('transfer not booked', { ...move, code: outcome.refusal.code });
}

/**
 * The stream's half of a return is its own fact (S4); the warehouse's half follows the log. Moves wait in one chain, so
 * that the shop is asked for one at a time.
 */
export function followReturns(deps: FeatureDeps): { idle(): Promise<void> } {
  let chain: Promise<void> = Promise.resolve();
  deps.engines.onCommitted((committed) => {
    for (const move of returnsIn(committed)) {
      chain = chain
        .then(() => giveBackUnits(deps, move))
        .catch((error: unknown) => {
          deps.onAlarm('transfer not booked', { ...move, error: String(error) });
        });
    }
  });
  return { idle: () => chain };
}

/** How far back a start looks for moves that a crash cut in two. */
const LOOK_BACK_MS = 2 * DAY;

/**
 * Books the missing halves of moves after a crash between the two facts (S4, S5): what a stream gave back and the
 * warehouse has not heard of, and what left the warehouse and never arrived.
 */
export async function bookMissedMoves(deps: FeatureDeps): Promise<void> {
  const sinceMs = deps.clock.nowMs() - LOOK_BACK_MS;
  const { transfers, returns } = await deps.engines.shop.read((shop) => ({
    transfers: [...shop.transfers.keys()],
    returns: new Set(shop.returns),
  }));
  const streams = await deps.readers.streams({ rehearsals: false, limit: 500 });
  for (const { streamId, status, closedAtMs, scheduledAtMs } of streams) {
    const isOver = status === 'CLOSED' || status === 'CANCELLED';
    if (isOver && (closedAtMs ?? scheduledAtMs) < sinceMs) continue;
    const engine = await deps.engines.stream(streamId);
    if (!engine) continue;
    const known = await engine.read((state) => ({
      returned: [...state.returned],
      arrived: new Set(state.transfers),
    }));
    for (const [transferId, { productId, units }] of known.returned) {
      if (!returns.has(transferId)) await giveBackUnits(deps, { transferId, productId, streamId, units });
    }
    for (const transferId of transfers) {
      const isLost = transferId.startsWith(`${streamId}:`) && !known.arrived.has(transferId);
      if (isLost) await undoAllotted(deps, { transferId, streamId });
    }
  }
}

function returnsIn({ gatherer, state }: Committed<StreamState, StreamFact>): Move[] {
  if (!(gatherer instanceof StreamGatherer)) return [];
  return gatherer.facts.flatMap(({ fact }) => {
    if (fact.type !== 'stock_transferred_out') return [];
    const { transferId, productId, units } = fact;
    return [{ transferId, productId, streamId: state.streamId, units }];
  });
}
