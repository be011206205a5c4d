import type { Ack } from '../../shared/contract/command.ts';
import type { ConsoleReply, ConsoleRequest } from '../../shared/protocol.ts';
import { secondNames, secondOrigin } from '../../shared/values/names.ts';
import { DAY } from '../../shared/values/time.ts';
import type { Outcome } from '../event-log/admission/idempotency-cache.ts';
import { makeIngestKey, revokeIngestKey } from '../market/broadcast/ingest-key.ts';
import { setPlaybackUrl, switchRecording } from '../market/broadcast/recording.ts';
import { announceFlash } from '../market/flash-sale/announce.ts';
import { editFlash, endFlash } from '../market/flash-sale/edit.ts';
import { mayDo, mayPack, type Rights, rightsOn } from '../market/kernel/authority.ts';
import type { ConsoleAt } from '../market/kernel/console-at.ts';
import type { Decision } from '../market/kernel/decision.ts';
import { refused } from '../market/kernel/decision.ts';
import {
  addItem,
  type LineupGood,
  pinItem,
  removeItem,
  reorder,
  setLimit,
  setPrice,
  unpinItem,
} from '../market/lineup/decide.ts';
import { undo } from '../market/lineup/undo.ts';
import { setBounds } from '../market/newcomers/set.ts';
import { cannotFill } from '../market/order/cancel.ts';
import { refundUnpacked } from '../market/order/give-back.ts';
import type { LookedUp } from '../market/order/recall.ts';
import { decideClaim } from '../market/parcel/claim.ts';
import { packParcel } from '../market/parcel/pack.ts';
import { deliverParcel, loseParcel, returnParcel, shipParcel } from '../market/parcel/parcel.ts';
import { setOverseas, setShipping } from '../market/shipping/decide.ts';
import type { StreamState } from '../market/state.ts';
import { adjustStock, resumeSale, stopSale } from '../market/stock/decide.ts';
import {
  cancelStream,
  endStream,
  goLive,
  grantAssistant,
  interruptStream,
  type Rehearsed,
  resumeStream,
} from '../market/stream/decide.ts';
import { describeStream } from '../market/stream/page.ts';
import { resumeSelling } from '../market/stream/pause.ts';
import { createVoucher, endVoucher, setPromotion } from '../market/voucher/decide.ts';
import { editVoucher } from '../market/voucher/edit.ts';
import type { ShopProduct } from '../shop/state.ts';
import { ackOf, notFound, refusalAck } from './ack.ts';
import type { FeatureDeps } from './deps.ts';
import type { StreamEngine } from './engines.ts';
import type { ConsoleMutation, StaffActor } from './features.ts';
import { keyOf } from './key-of.ts';
import { aboutOrder, aboutOrders } from './order/look-up.ts';
import { ordersOfDesk } from './parcel/orders-of.ts';
import { allotUnits, undoAllotted } from './stock/allot.ts';

/** What some console commands need from outside the stream, looked up before the cut. */
interface Before {
  good: LineupGood | null;
  transferId: string;
  recentLowMinor: number | null;
  rehearsed: Rehearsed | null;
  lookedUp: LookedUp | null;
  /** Of the secret that a program will broadcast by; empty unless one is made. */
  keyHash: string;
  /** The orders that a command of the desk is about, and those of them that were not in memory. */
  orderIds: readonly string[];
  orders: ReadonlyMap<string, LookedUp>;
}

type Decide<C extends ConsoleMutation> = (
  state: StreamState,
  request: ConsoleRequest<C>,
  by: ConsoleAt & Before & { rights: Rights | null },
) => Decision<Omit<ConsoleReply<C>, 'replay'>>;

/** What staff may ask of a stream, and which rule decides. */
const decisions: { [C in ConsoleMutation]: Decide<C> } = {
  'stream:go-live': (state, _request, by) => goLive(state, by, by),
  'stream:end': endStream,
  'stream:cancel': cancelStream,
  'stream:interrupt': interruptStream,
  'stream:resume': resumeStream,
  'stream:resume-selling': resumeSelling,
  'stream:grant': grantAssistant,
  'stream:set-bounds': setBounds,
  'stream:describe': describeStream,
  'stream:make-ingest-key': (state, _request, by) => makeIngestKey(state, by, by),
  'stream:revoke-ingest-key': revokeIngestKey,
  'stream:set-playback-url': setPlaybackUrl,
  'stream:record': switchRecording,
  'lineup:add': (state, request, by) =>
    by.good
      ? addItem(state, { ...request, good: by.good, transferId: by.transferId }, by)
      : refused({ code: 'NOT_FOUND' }),
  'lineup:remove': removeItem,
  'lineup:reorder': reorder,
  'lineup:pin': pinItem,
  'lineup:unpin': unpinItem,
  'lineup:set-price': setPrice,
  'lineup:set-limit': setLimit,
  'lineup:undo': undo,
  'shipping:set': setShipping,
  'shipping:set-overseas': setOverseas,
  'stock:adjust': adjustStock,
  'stock:stop': stopSale,
  'stock:resume': resumeSale,
  'flash-sale:start': announceFlash,
  'flash-sale:edit': editFlash,
  'flash-sale:end': endFlash,
  'voucher:create': createVoucher,
  'voucher:edit': editVoucher,
  'voucher:end': endVoucher,
  'promotion:set': setPromotion,
  'order:cannot-fill': cannotFill,
  'order:refund': refundUnpacked,
  'parcel:pack': packParcel,
  'parcel:ship': (state, request, by) => shipParcel(state, { ...request, orderIds: by.orderIds }, by),
  'parcel:deliver': (state, request, by) => deliverParcel(state, { ...request, orderIds: by.orderIds }, by),
  'parcel:lose': (state, request, by) => loseParcel(state, { ...request, orderIds: by.orderIds }, by),
  'parcel:take-back': (state, request, by) => returnParcel(state, { ...request, orderIds: by.orderIds }, by),
  'claim:decide': (state, request, by) =>
    decideClaim(state, { ...request, orderId: by.orderIds[0] ?? '' }, by),
};

/** True for a command that is decided here. */
export function isConsoleMutation(command: string): command is ConsoleMutation {
  return Object.hasOwn(decisions, command);
}

/** F1 looks back this far for the lowest price charged. */
const RECENT_MS = 30 * DAY;

/**
 * Runs one command of staff. Who may not see the stream gets NOT_FOUND, who may not do this FORBIDDEN (A1); both are
 * judged on the state that decides, so that a grant taken away counts at once.
 */
export async function runConsole<C extends ConsoleMutation>(
  deps: FeatureDeps,
  actor: StaffActor,
  streamId: string,
  command: C,
  request: ConsoleRequest<C>,
  receivedAtMs: number,
): Promise<Ack<ConsoleReply<C>>> {
  const engine = await deps.engines.stream(streamId);
  if (!engine) return notFound();
  const refusal = await engine.read((state) => whyNotAllowed(state, actor, command));
  if (refusal) return refusalAck(refusal);

  const transferId = await engine.read((state) => transferFor(state, `${streamId}:${request.key}`));
  const before: Before = {
    good: null,
    transferId,
    recentLowMinor: null,
    rehearsed: null,
    lookedUp: null,
    keyHash: '',
    orderIds: [],
    orders: new Map(),
  };
  if (command === 'lineup:add') {
    // Units leave the warehouse first: not for a key that the stream will not take (I1).
    if (await engine.isUsedOtherwise([actor.staffId], keyOf(command, request))) {
      return refusalAck({ code: 'KEY_REUSED' });
    }
    const { productId, units } = request as ConsoleRequest<'lineup:add'>;
    const move = { transferId, productId, streamId, units };
    const isReal = await engine.read((state) => state.rehearsalOf === null);
    const allotted = await allotUnits(deps, actor, isReal ? move : { ...move, units: 0 }, receivedAtMs);
    if (allotted.kind === 'refused') return refusalAck(allotted.refusal);
    before.good = lineupGood(allotted.reply.product);
    const ack = await submit(engine, actor, command, request, before, receivedAtMs);
    if (!ack.ok && isReal && isFinal(ack.code)) await undoAllotted(deps, move);
    return ack;
  }
  if (command === 'flash-sale:start') {
    before.recentLowMinor = await recentLow(
      deps,
      engine,
      request as ConsoleRequest<'flash-sale:start'>,
      receivedAtMs,
    );
  }
  if (command === 'stream:go-live') before.rehearsed = await lastRehearsal(deps, streamId);
  if (command === 'order:cannot-fill') {
    const { orderId } = request as ConsoleRequest<'order:cannot-fill'>;
    const outcome = await aboutOrder(deps, engine, { streamId, orderId }, (lookedUp) =>
      decideOn(engine, actor, command, request, { ...before, lookedUp }, receivedAtMs),
    );
    return ackOf(outcome) as Ack<ConsoleReply<C>>;
  }
  const orderIds = await ordersOfDesk(deps, streamId, command, request);
  if (orderIds) {
    const outcome = await aboutOrders(deps, engine, { streamId, orderIds }, (orders) =>
      decideOn(engine, actor, command, request, { ...before, orderIds, orders }, receivedAtMs),
    );
    return ackOf(outcome) as Ack<ConsoleReply<C>>;
  }
  if (command === 'stream:make-ingest-key') {
    const ingestKey = deps.secrets.randomToken();
    const keyHash = deps.secrets.digest(ingestKey);
    const ack = await submit(engine, actor, command, request, { ...before, keyHash }, receivedAtMs);
    return ack.ok && !ack.replay ? { ...ack, ingestKey } : ack;
  }
  const ack = await submit(engine, actor, command, request, before, receivedAtMs);
  if (ack.ok && command === 'stream:resume-selling') deps.pausedHere.delete(streamId);
  return ack;
}

async function submit<C extends ConsoleMutation>(
  ...asked: Parameters<typeof decideOn<C>>
): Promise<Ack<ConsoleReply<C>>> {
  return ackOf(await decideOn(...asked)) as Ack<ConsoleReply<C>>;
}

function decideOn<C extends ConsoleMutation>(
  engine: StreamEngine,
  actor: StaffActor,
  command: C,
  request: ConsoleRequest<C>,
  before: Before,
  receivedAtMs: number,
): Promise<Outcome<Omit<ConsoleReply<C>, 'replay'>>> {
  const decide: Decide<C> = decisions[command];
  const by = { staffId: actor.staffId, device: actor.device };
  return engine.submit<Omit<ConsoleReply<C>, 'replay'>>({
    receivedAtMs,
    ids: [actor.staffId],
    key: keyOf(command, request),
    decide: (state, at) => {
      const refusal = whyNotAllowed(state, actor, command);
      if (refusal) return refused(refusal);
      return decide(state, request, { ...at, by, ...before, rights: rightsOn(state, actor) });
    },
  });
}

function whyNotAllowed(state: Readonly<StreamState>, actor: StaffActor, command: ConsoleMutation) {
  if (mayPack(state, actor, command)) return null;
  const rights = rightsOn(state, actor);
  if (!rights) return { code: 'NOT_FOUND' } as const;
  return mayDo(rights, command) ? null : ({ code: 'FORBIDDEN' } as const);
}

/** What of the catalogue goes into a lineup, frozen there. */
function lineupGood(product: ShopProduct): LineupGood {
  const { productId, producerId, producer, name, origin, grams, picture, priceMinor, floorMinor } = product;
  const { isPerishable, shipBaseMinor: baseMinor, shipIncrementMinor: incrementMinor } = product;
  const good = { productId, producerId, producer, name, origin, grams, picture, priceMinor, floorMinor };
  const costs = baseMinor > 0 || incrementMinor > 0;
  return {
    ...good,
    ...secondNames(product),
    ...secondOrigin(product),
    isPerishable,
    ...(costs && { shipping: { baseMinor, incrementMinor } }),
  };
}

/** A transfer that was given up stays so; the same request goes on under another name. */
function transferFor(state: Readonly<StreamState>, name: string): string {
  return state.voided.has(name) ? transferFor(state, `${name}~`) : name;
}

/** A refusal that a retry of the same key would get again: the units may go back. */
function isFinal(code: string): boolean {
  return code !== 'BUSY' && code !== 'UNAVAILABLE' && code !== 'KEY_REUSED' && code !== 'INTERNAL';
}

async function recentLow(
  deps: FeatureDeps,
  engine: StreamEngine,
  request: ConsoleRequest<'flash-sale:start'>,
  nowMs: number,
): Promise<number | null> {
  const productId = await engine.read((state) => state.items.get(request.itemNumber)?.productId ?? null);
  return productId === null ? null : deps.readers.recentLow(productId, nowMs - RECENT_MS);
}

/** What the newest rehearsal of a stream ended with (S1): the order of the bag and the prices. */
async function lastRehearsal(deps: FeatureDeps, streamId: string): Promise<Rehearsed | null> {
  const streams = await deps.readers.streams({ rehearsals: true, limit: 500 });
  const newest = streams.find((row) => row.rehearsalOf === streamId);
  const engine = newest ? await deps.engines.stream(newest.streamId) : null;
  if (!engine) return null;
  return engine.read((state) => ({
    order: [...state.order],
    prices: [...state.items.values()].map(({ itemNumber, listPriceMinor }) => ({
      itemNumber,
      listPriceMinor,
    })),
  }));
}
