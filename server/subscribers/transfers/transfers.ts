import type { ApplicationDeps } from '../../application/deps.ts';
import { type Move, undoAllotted } from '../../application/sagas/allot-units.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { Subscriber } from '../../event-log/subscription/subscription.ts';
import type { StreamFact } from '../../market/facts.ts';
import { returnName } from '../../market/parcel/fold.ts';
import { voidTransfer } from '../../market/stock/void.ts';
import { takeBack } from '../../shop/decide.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import type { ShopFact } from '../../shop/state.ts';

/**
 * The stream's half of a return is its own fact: what it frees after CLOSED (S4), and units that a packer takes back as
 * sellable (O5). The warehouse's half follows the log, once per transfer. What can't be booked now is tried again.
 */
export function returns(deps: ApplicationDeps): Subscriber<StreamFact> {
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
      readAtMs: deps.clock.steadyMs(),
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
export async function undoLostAllotments(deps: ApplicationDeps, olderThanMs: number): Promise<void> {
  const { store, engines } = deps;
  const youngMs = engines.shop.time.nowMs() - olderThanMs;
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
async function hasArrivedOrIsUndone(deps: ApplicationDeps, move: Move): Promise<boolean> {
  const { transferId, streamId } = move;
  if (!(await deps.engines.shop.read((shop) => shop.transfers.has(transferId)))) return true;
  const engine = await deps.engines.stream(streamId);
  if (!engine) return undoAllotted(deps, move);
  const voided = await engine.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [],
    key: null,
    decide: (state) => voidTransfer(state, { transferId }),
  });
  if (voided.kind === 'refused') return false;
  return voided.reply.hasArrived || undoAllotted(deps, move);
}
