import type { Config } from '../../../server/config.ts';
import { keepPicture } from '../../../server/gateway/http/pictures/pictures.ts';
import { openStores } from '../../../server/main.ts';
import type { Readers } from '../../../server/ports/readers.ts';
import { drawingsOf } from '../../../server/tools/demo/drawings/of-goods.ts';
import { webpOf } from '../../../server/tools/demo/drawings/studio.ts';
import { chanceOf } from '../../../server/tools/demo/market/chance.ts';
import { marketGoods } from '../../../server/tools/demo/market/goods.ts';
import { takeIn, takeInProducer } from '../../../server/tools/demo/market/past/cast.ts';
import { clockIds } from '../../../server/tools/demo/market/past/clock-ids.ts';
import { HOUR, MINUTE } from '../../../shared/values/time.ts';
import { playAfterSale } from '../../builders/after-sale-day.ts';
import { AuditMarket, playAuditDay } from '../../builders/audit-market.ts';
import { TestClock } from '../../builders/engine-clock.ts';
import { accepted } from '../../builders/engine-house.ts';
import { at } from '../../builders/market.ts';
import { keepBesideLogs } from './beside-logs.ts';
import { playOffice } from './office.ts';
import { playRareDeeds } from './rare-deeds.ts';
import { backUp, orderToLose } from './restore.ts';
import { planTonight, playRehearsal, playTonight, type Tonight } from './tonight.ts';

const SEED = 30;

/** What a market holds when its story ends, by name. */
export interface Story extends Tonight {
  /** A line of an order that its stream has forgotten: paid, and never packed. */
  forgotten: { streamId: string; orderId: string; itemNumber: number; unitPriceMinor: number };
}

/**
 * Plays two weeks of a small market into empty stores, through the rules of the program that runs this: an evening with
 * all that buyers do, one with its parcels, the office's work, an evening of rare deeds, and tonight's stream, which is
 * live and has open carts when the story ends. Each evening is another start of the server.
 */
export async function playMarket(config: Config): Promise<Story> {
  const clock = new TestClock(at('19:00'));
  const ids = clockIds(clock, chanceOf(SEED));
  let stores = await openStores(config);
  try {
    const cast = await takeIn({ config, directory: stores.directory }, ids);
    const [host] = cast.hosts;
    const open = (stream: { slug: string } | { streamId: string }) =>
      AuditMarket.open(stores, { config, clock, ids, host, ...stream });

    const first = await open({ slug: 'first-evening' });
    const { orderIds } = await playAuditDay(first);
    const putBack = await backUp(config);
    await orderToLose(first);
    await first.close();
    await stores.close();
    await putBack(clock);
    // Past what two clocks may be apart: the next key is not of the time that was lost.
    clock.passes(15 * MINUTE);
    stores = await openStores(config);

    const again = await open({ streamId: first.streamId });
    accepted(await again.floor('stream:end', {}));
    await again.passes(2 * HOUR);
    await again.close();
    const forgotten = await forgottenLine(stores.readers, first.streamId, orderIds);

    const second = await open({ slug: 'parcels' });
    await playAfterSale(second);
    await playOffice(second, cast.office);
    await second.close();

    const third = await open({ slug: 'rare-deeds' });
    await playRareDeeds(third, cast);
    const picture = await keepPicture(config.dataDir, await webpOf(drawingsOf(marketGoods[0]!)[0]!, 100));
    const planned = await planTonight(third, picture!);
    await third.close();

    const rehearsal = await open({ streamId: planned.rehearsalId });
    await playRehearsal(rehearsal);
    await rehearsal.close();

    const last = await open({ streamId: planned.streamId });
    const tonight = await playTonight(last);
    const [good] = await stores.readers.products({ limit: 1 });
    await takeInProducer({ config, directory: stores.directory }, ids, good ? [good] : []);
    await keepBesideLogs(last, stores, cast);
    await last.close();
    return { ...tonight, forgotten };
  } finally {
    await stores.close();
  }
}

async function forgottenLine(
  readers: Pick<Readers, 'closedOrder' | 'orderById'>,
  streamId: string,
  orderIds: readonly string[],
): Promise<Story['forgotten']> {
  for (const orderId of orderIds) {
    if ((await readers.closedOrder(streamId, orderId)) === null) continue;
    const { order, lines } = (await readers.orderById(orderId))!;
    const [line] = lines;
    if (order.status !== 'PAID' || !line) continue;
    const { itemNumber, unitPriceMinor } = line;
    return { streamId, orderId, itemNumber, unitPriceMinor };
  }
  throw new Error('No order was forgotten.');
}
