import type { Channel } from '../../../shared/values/channel.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { ChannelOrder } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { contactsOf } from './packing.ts';

const ORDERS_AT_ONCE = 500;

/**
 * Orders of a stream that one channel brought and that are to be sent: paid, not cancelled. A page at a time, in the
 * order of their ids; the next page is read when the one before was taken.
 */
export async function* channelOrders(
  deps: ApplicationDeps,
  { streamId }: StreamRow,
  channel: Channel,
): AsyncIterable<ChannelOrder[]> {
  const contacts = contactsOf(deps);
  for (let after: string | null = null; ; ) {
    const page = await deps.readers.ordersOfStream(streamId, after, ORDERS_AT_ONCE);
    const wanted: ChannelOrder[] = [];
    for (const each of page) {
      const { order } = each;
      const isToSend = order.status === 'PAID' || order.status === 'COMPLETED';
      if (order.channel !== channel || !isToSend) continue;
      const reference = deps.engines.referenceOf(streamId, order.number);
      wanted.push({ ...each, reference, contact: await contacts(order.buyerId, order.addressId) });
    }
    yield wanted;
    const last = page.at(-1);
    if (!last || page.length < ORDERS_AT_ONCE) return;
    after = last.order.orderId;
  }
}
