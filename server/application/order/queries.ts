import type { Ack } from '../../../shared/contract/answer.ts';
import type { OrderView } from '../../../shared/market/order/contract.ts';
import type { LiveReply, LiveRequest } from '../../../shared/protocol.ts';
import { whyRestricted } from '../../market/kernel/restricted.ts';
import { type QuotedFor, quoteOrder } from '../../market/order/quote.ts';
import { orderView } from '../../market/order/view.ts';
import type { BuyerCache } from '../account/buyer-cache.ts';
import { notFound, refusalAck } from '../ack.ts';
import type { BuyerActor } from '../application.ts';
import { restrictionOf } from '../buyers/limits.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { NetworkTags } from '../network-tags.ts';
import { streamTimes } from '../stream-times.ts';
import { viewOfRow } from './row-view.ts';
import { toldOrder } from './told-order.ts';

/**
 * What became of the order sent under a key (I3), with the order as it is now.
 * @param letGo nobody will send it again: if nothing became of it, nothing will
 * @param history under which the key was made, if that is known (I5)
 */
export async function orderStatus(
  deps: ApplicationDeps,
  actor: BuyerActor,
  streamId: string,
  key: string,
  letGo = false,
  history?: string | null,
): Promise<Ack<LiveReply<'order:status'>>> {
  const engine = await deps.engines.stream(streamId);
  if (!engine) return notFound();
  const dated = { key, history: history ?? undefined, wasSent: true };
  const outcome = await (letGo
    ? engine.abandonKey(actor.allIds, dated)
    : engine.statusOf(actor.allIds, dated));
  if (outcome === null) return { ok: true, outcome: 'never_seen' };
  if (outcome === 'in_progress') return { ok: true, outcome: 'in_progress' };
  if (outcome.kind === 'refused' && outcome.refusal.code === 'LOST_IN_RESTORE') {
    const { sinceMs, restoredAtMs, ask } = outcome.refusal;
    return { ok: true, outcome: 'lost_in_restore', sinceMs, restoredAtMs, ask };
  }
  if (outcome.kind === 'refused') return { ok: true, outcome: 'refused', code: outcome.refusal.code };
  const { order, seq } = outcome.reply as { order?: OrderView; seq: number };
  if (!order) return { ok: true, outcome: 'never_seen' };
  // The answer was found, so the log goes at least so far, whatever this node knows of it.
  engine.heard({ history: engine.head.history, seq, owner: null });
  const inMemory = await engine.read((state) => {
    const known = state.orders.look(order.orderId);
    return known ? orderView(state, known) : null;
  });
  const row = inMemory ? null : await deps.readers.orderById(order.orderId);
  const timesOf = await streamTimes(deps, [order.streamId]);
  const now = inMemory ?? (row ? viewOfRow(row, timesOf(order.streamId)) : order);
  return { ok: true, outcome: 'accepted', order: toldOrder(deps, actor, now) };
}

/** What an order of these lines would cost now. A rehearsal is not there for buyers (S1). */
export async function orderQuote(
  deps: ApplicationDeps,
  { buyers, networks }: { buyers: BuyerCache; networks: NetworkTags },
  actor: BuyerActor,
  streamId: string,
  request: LiveRequest<'order:quote'>,
  readAtMs: number,
): Promise<Ack<LiveReply<'order:quote'>>> {
  const engine = await deps.engines.stream(streamId);
  if (!engine) return notFound();
  const { addressId } = request;
  const kept = addressId === null ? null : await buyers.address(actor, streamId, addressId);
  const country = (addressId === null ? request.country : kept?.country) ?? null;
  const by: QuotedFor = {
    receivedAtMs: engine.time.arrivalOf(readAtMs),
    buyerId: actor.buyerId,
    country,
    newcomer: {
      ...(await buyers.isNew(actor)),
      networkTag: await networks.of(actor, streamId, engine),
      isPracticeOff: actor.isPracticeOff ?? false,
    },
  };
  const limited = whyRestricted({ restriction: await restrictionOf(deps, actor), atMs: by.receivedAtMs });
  if (limited) return refusalAck(limited);
  const quoted = await engine.read((state) =>
    state.rehearsalOf === null ? quoteOrder(state, request, by) : null,
  );
  if (!quoted) return notFound();
  return quoted.kind === 'refused' ? refusalAck(quoted.refusal, quoted.lines) : { ok: true, ...quoted.quote };
}
