import type { StreamFact } from '../../domain/facts.ts';
import { returnName } from '../../domain/parcel/apply.ts';
import { allot, takeBack, undoAllotment } from '../../domain/shop/decide.ts';
import type { ShopFact, ShopProduct } from '../../domain/shop/state.ts';
import { voidTransfer } from '../../domain/stock/void.ts';
import type { Outcome } from '../../engine/answers.ts';
import { factOf } from '../../engine/chain.ts';
import type { Consumer } from '../../engine/consumer.ts';
import { SHOP_LOG } from '../../engine/shop-rules.ts';
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

/**
 * The stream's half of a return is its own fact: what it frees after CLOSED (S4), and units that a packer takes back as
 * sellable (O5). The warehouse's half follows the log, once per transfer. What can't be booked now is tried again.
 */
export function returns(deps: FeatureDeps): Consumer<StreamFact> {
  return {
    name: 'returns',
    types: ['stock_transferred_out', 'shipment_returned'],
    async handle(streamId, fact, stamp) {
      if (fact.type === 'stock_transferred_out') await book(streamId, fact);
      if (fact.type !== 'shipment_returned') return;
      for (const back of fact.units) {
        if (back.condition === 'damaged') continue;
        const found = await deps.readers.orderById(back.orderId);
        const line = found?.lines.find(({ lineIndex }) => lineIndex === back.lineIndex);
        if (!line) throw new Error(`Line ${back.lineIndex} of order ${back.orderId} is not in the tables.`);
        const { productId } = line;
        await book(streamId, { transferId: returnName(stamp, back), productId, units: back.units });
      }
    },
  };

  async function book(streamId: string, { transferId, productId, units }: Omit<Move, 'streamId'>) {
    const outcome = await deps.engines.shop.submit({
      receivedAtMs: deps.clock.nowMs(),
      ids: [],
      key: null,
      decide: (state) => takeBack(state, { transferId, productId, streamId, units }),
    });
    if (outcome.kind === 'refused')
      throw new Error(`Transfer ${transferId} was not booked: ${outcome.refusal.code}`);
  }
}

const ALLOTMENTS = 'allotments';
const PAGE = 500;

/**
 * Takes back what left the warehouse and never arrived, because a crash came between the two facts (S5): a stream
 * first gives the transfer up, so that a command that comes late cannot bring in units that are back in the warehouse.
 * Reads what the warehouse gave away since the last time.
 * @param olderThanMs what is younger may still be on its way, from another node
 */
export async function undoLostAllotments(deps: FeatureDeps, olderThanMs: number): Promise<void> {
  const { store, engines, clock } = deps;
  const youngMs = clock.nowMs() - olderThanMs;
  const headSeq = await engines.shop.read((_shop, head) => head.seq);
  let seq = await store.cursor(ALLOTMENTS, SHOP_LOG);
  while (seq < headSeq) {
    const page = await store.factsAfter(SHOP_LOG, seq, PAGE, ['units_allotted']);
    for (const stored of page) {
      const fact = factOf<ShopFact>(stored);
      if (fact.type !== 'units_allotted') continue;
      const isSettled = stored.atMs <= youngMs && (await hasArrivedOrIsUndone(deps, fact));
      if (!isSettled) return store.saveCursor(ALLOTMENTS, SHOP_LOG, stored.seq - 1);
    }
    seq = page.length < PAGE ? headSeq : (page.at(-1)?.seq ?? headSeq);
  }
  await store.saveCursor(ALLOTMENTS, SHOP_LOG, headSeq);
}

/** @returns false if it could not be settled now */
async function hasArrivedOrIsUndone(deps: FeatureDeps, move: Move): Promise<boolean> {
  const { transferId, streamId } = move;
  if (!(await deps.engines.shop.read((shop) => shop.transfers.has(transferId)))) return true;
  const engine = await deps.engines.stream(streamId);
  if (!engine) return undoAllotted(deps, move);
  const voided = await engine.submit({
    receivedAtMs: deps.clock.nowMs(),
    ids: [],
    key: null,
    decide: (state) => voidTransfer(state, { transferId }),
  });
  if (voided.kind === 'refused') return false;
  return voided.reply.hasArrived || undoAllotted(deps, move);
}
