import { DAY } from '../../shared/values/time.ts';
import { type Soon, whenHere } from '../lib/soon.ts';
import type { BuyerNeeds, StaffNeeds } from '../market/command-spec.ts';
import type { Rehearsed } from '../market/stream/rehearsal.ts';
import { restrictionOf } from './buyers/limits.ts';
import type { BuyerCall, StaffCall } from './call.ts';
import { areTextsKept } from './parcel/claim-texts.ts';
import { readReceipt } from './receipt.ts';
import { shipDatesNow } from './ship-days.ts';
import { soldTermsNow } from './sold-terms.ts';

/** How each thing is looked up that a buyer's command may need from outside its stream. */
export const buyerLookUps: {
  readonly [N in keyof BuyerNeeds]: (call: BuyerCall<BuyerNeeds[N]['by']>) => Soon<BuyerNeeds[N]['told']>;
} = {
  isNewInShop: ({ buyers, actor }) => buyers.isNew(actor),
  ordersElsewhere: ({ buyers, actor, streamId }) =>
    whenHere(buyers.ordersElsewhere(actor, streamId), (ordersElsewhere) => ({ ordersElsewhere })),
  address: ({ buyers, actor, streamId, request }) => buyers.address(actor, streamId, request.addressId),
  networkTag: ({ networks, actor, streamId, engine }) =>
    whenHere(networks.of(actor, streamId, engine), (networkTag) => ({ networkTag })),
  claimTexts: async ({ deps, actor, streamId, request }) => ({
    areTextsKept: await areTextsKept(deps, actor, { ...request, streamId }),
  }),
  joinedAt: ({ joinedAtMs }) => ({ joinedAtMs }),
  wallTime: ({ deps }) => ({ wallMs: deps.clock.nowMs() }),
  shipDates: ({ deps }) => whenHere(shipDatesNow(deps), (shipDates) => ({ shipDates })),
  soldTerms: ({ deps, engine, request }) =>
    whenHere(soldTermsNow(deps, engine, request.lines), (soldTerms) => ({ soldTerms })),
  restriction: ({ deps, actor }) => whenHere(restrictionOf(deps, actor), (restriction) => ({ restriction })),
  receipt: (call) => ({ receiptAtMs: readReceipt(call.deps.secrets, call) }),
};

/** How each thing is looked up that a command of staff may need from outside its stream. */
export const staffLookUps: {
  readonly [N in keyof StaffNeeds]: (call: StaffCall<StaffNeeds[N]['by']>) => Soon<StaffNeeds[N]['told']>;
} = {
  recentLow,
  lastRehearsal,
  addressOfOrder,
};

/** F1 looks back this far for the lowest price charged. */
const RECENT_MS = 30 * DAY;

async function recentLow({
  deps,
  engine,
  request: { itemNumber },
  readAtMs,
}: StaffCall<{ itemNumber: number }>): Promise<{ recentLowMinor: number | null }> {
  const productId = await engine.read((state) => state.items.get(itemNumber)?.productId ?? null);
  if (productId === null) return { recentLowMinor: null };
  return {
    recentLowMinor: await deps.readers.recentLow(productId, engine.time.arrivalOf(readAtMs) - RECENT_MS),
  };
}

/** An address of the buyer of an order, under any id that is theirs, by the tag of its phone (H7) and its country. */
async function addressOfOrder({
  deps: { readers, directory, secrets },
  streamId,
  request: { orderId, addressId },
}: StaffCall<{ orderId: string; addressId: string }>) {
  const none = { phoneTag: null, country: null };
  const [found, [address]] = await Promise.all([
    readers.orderById(orderId),
    directory.addresses([addressId]),
  ]);
  if (!found || !address) return none;
  const { allIds } = await directory.identity(found.order.buyerId);
  const contact = allIds.includes(address.buyerId) ? secrets.open(address.buyerId, address.sealed) : null;
  if (!contact) return none;
  return { phoneTag: secrets.phoneTag(streamId, contact.phone), country: contact.country ?? null };
}

/** What the newest rehearsal of a stream ended with (S1): the order of the lineup and the prices. */
async function lastRehearsal({ deps, streamId }: StaffCall): Promise<{ rehearsed: Rehearsed | null }> {
  const streams = await deps.readers.streams({ rehearsals: true, limit: 500 });
  const newest = streams.find((row) => row.rehearsalOf === streamId);
  const engine = newest ? await deps.engines.stream(newest.streamId) : null;
  if (!engine) return { rehearsed: null };
  const rehearsed = await engine.read((state) => ({
    currency: state.currency,
    order: [...state.order],
    prices: [...state.items.values()].map(({ itemNumber, listPriceMinor }) => ({
      itemNumber,
      listPriceMinor,
    })),
  }));
  return { rehearsed };
}
