import { mediaStarted, mediaStopped } from '../../server/market/broadcast/media.ts';
import type { ShippingTable } from '../../server/market/shipping/table.ts';
import type { VoucherScope } from '../../shared/market/voucher/contract.ts';
import type { Attempt } from './bench.ts';
import { aLiveStream, aProduct, type Market, type ProductStory } from './market.ts';
import type { Act, Day, Seen, SendingTable } from './random-day.ts';
import type { Shopper } from './shopper.ts';

/** The market of a day before anything happens. */
export function openingOf(day: Day): Market {
  const [a, b, c] = day.stocks;
  const [x, y, z] = day.limits;
  const fees = (baseMinor: number, incrementMinor: number): Partial<ProductStory> =>
    day.charges ? { shipping: [baseMinor, incrementMinor] } : {};
  return aLiveStream(
    aProduct('potato', { stock: a, limit: x, ...fees(800, 300) }),
    aProduct('walnut', { stock: b, limit: y, ...fees(700, 900) }),
    aProduct('quinoa', { stock: c, limit: z, origin: day.charges ? 'Nuodeng' : 'Jianchuan' }),
    {
      holdPolicy: day.firstPaid ? 'first_paid' : 'hold',
      settings: { maxPins: day.maxPins, closeAfterMs: day.closeAfterMs, closedOrdersKept: day.kept },
    },
  );
}

/** Does what an act says, as far as there is something to do it to. */
export function play(market: Market, next: Act): Attempt<unknown> | null {
  const { host, bench } = market;
  switch (next.act) {
    case 'wait':
      market.passes(next.ms);
      return null;
    case 'add': {
      const name = goodAt(next.what);
      const story = { quote: next.quote, ...asSeen(market, name, next.seen) };
      const receivedAtMs = bench.nowMs - next.lateMs;
      return buyerAt(market, next.who).adds(name, next.units, { ...story, receivedAtMs });
    }
    case 'remove':
      return buyerAt(market, next.who).removes(goodAt(next.what), next.units);
    case 'waitFor':
      return buyerAt(market, next.who).waits(goodAt(next.what), next.units);
    case 'stopWaiting':
      return buyerAt(market, next.who).stopsWaiting(goodAt(next.what));
    case 'order': {
      const buyer = buyerAt(market, next.who);
      const payment = next.cash ? 'cash_on_delivery' : 'sandbox';
      if (!next.extra) return buyer.orders({ payment });
      const name = goodAt(next.extra.what);
      const price = asSeen(market, name, next.extra.seen).seen ?? buyer.sees(name).priceMinor;
      return buyer.orders({ payment, lines: { [name]: [next.extra.units, price] } });
    }
    case 'fill': {
      const buyer = buyerAt(market, next.who);
      buyer.adds('potato', 1);
      buyer.adds('walnut', 1);
      return buyer.adds('quinoa', next.units);
    }
    case 'orderAll': {
      const buyer = buyerAt(market, next.who);
      return buyer.orders({ asked: [...buyer.heldLines(), ...wantedLines(buyer)] });
    }
    case 'pay': {
      const order = pick(bench.orders(), next.which);
      if (!order) return null;
      const { orderId } = order;
      return buyerAt(market, 0).pays(orderId, {
        outcome: next.outcome,
        amount: order.totalMinor + next.off,
        ...(next.again ? { paymentId: `once-${orderId}` } : {}),
      });
    }
    case 'cancel': {
      const order = pick(bench.orders(), next.which);
      return order ? buyerOf(market, order.buyerId).cancels(order.orderId) : null;
    }
    case 'cannotFill': {
      const order = pick(bench.orders(), next.which);
      const line = order && pick(order.lines, next.line);
      if (!order || !line) return null;
      return host.cannotFill(order.orderId, market.nameOf(line.itemNumber), next.units, line.unitPriceMinor);
    }
    case 'flash':
      return host.flashes(goodAt(next.what), {
        cap: next.cap,
        perBuyer: next.perBuyer,
        seconds: next.seconds,
        prelaunch: next.prelaunch,
        afterEnd: next.off ? 'off' : 'list',
      });
    case 'edit': {
      const flash = pick([...bench.state.flashes.values()], next.which);
      if (!flash) return null;
      const { cap, perBuyer, price, earlier } = next;
      const terms = flash.phase === 'announced' ? { priceMinor: price } : {};
      return host.edits(flash.flashId, {
        ...terms,
        cap: Math.max(cap, flash.cap),
        perBuyerCap: Math.max(perBuyer, flash.perBuyerCap),
        endsAtMs: flash.endsAtMs - earlier,
      });
    }
    case 'endFlash': {
      const flashId = pick([...bench.state.flashes.keys()], next.which);
      return flashId ? host.endsFlash(flashId) : null;
    }
    case 'voucher':
      return host.voucher({
        off:
          next.off === 333
            ? { kind: 'percent', bps: 1_111, maxMinor: next.off }
            : { kind: 'amount', offMinor: next.off },
        fromMinor: next.from,
        scope: scopeAt(market, next.scope),
        fundedBy: FUNDERS[next.funder]!,
        endsAtMs: bench.nowMs + next.seconds * 1_000,
        cap: next.cap,
        perBuyerCap: next.perBuyer,
        ...(next.coded && { code: `CODE${bench.state.vouchers.size + 1000}` }),
        floorConsent: true,
      });
    case 'editVoucher': {
      const voucherId = pick([...bench.state.vouchers.keys()], next.which);
      if (!voucherId) return null;
      const off = next.off === null ? undefined : { kind: 'amount' as const, offMinor: next.off };
      const endsAtMs = bench.nowMs + next.seconds * 1_000;
      return host.editsVoucher(voucherId, { cap: next.cap, endsAtMs, off, floorConsent: true });
    }
    case 'endVoucher': {
      const voucherId = pick([...bench.state.vouchers.keys()], next.which);
      return voucherId ? host.endsVoucher(voucherId) : null;
    }
    case 'promote': {
      const name = goodAt(next.what);
      const total = next.units * market.item(name).listPriceMinor - next.cheaper;
      const { units, seconds } = next;
      // Not cheaper at all: the promotion is taken away.
      if (next.cheaper === 0) return host.promotes(name, null);
      return host.promotes(name, { units, seconds, total, fundedBy: FUNDERS[next.funder]! });
    }
    case 'orderNamed': {
      const buyer = buyerAt(market, next.who);
      const voucherId = pick([...bench.state.vouchers.keys()], next.which);
      const code = voucherId ? bench.state.vouchers.get(voucherId)?.code?.text : undefined;
      return buyer.orders({ vouchers: voucherId ? [voucherId] : [], ...(code !== undefined && { code }) });
    }
    case 'undo': {
      const undo = bench.state.undo.at(-1 - next.back);
      return undo ? host.undoes(undo.seq) : null;
    }
    case 'pin':
      return host.pins(goodAt(next.what));
    case 'unpin':
      return host.unpins(goodAt(next.what));
    case 'stop':
      return host.stops(goodAt(next.what));
    case 'resume':
      return host.resumes(goodAt(next.what));
    case 'removeItem':
      return host.removes(goodAt(next.what));
    case 'reorder':
      return host.reorders([...bench.state.order].reverse().map((itemNumber) => market.nameOf(itemNumber)));
    case 'addItem':
      return market.adds(aProduct(`more-${bench.state.items.size}`, { stock: next.units }));
    case 'adjust':
      return host.adjusts(goodAt(next.what), next.delta);
    case 'price':
      return host.prices(goodAt(next.what), next.minor);
    case 'sending':
      return host.setsShipping('Jianchuan', tables[next.table]);
    case 'merge':
      return buyerAt(market, next.who).becomes(buyerAt(market, next.into));
    case 'end':
      return host.endsStream();
    case 'interrupt':
      return host.losesMedia();
    case 'resumeStream':
      return host.findsMedia();
    case 'mediaStarts':
      return bench.send(mediaStarted);
    case 'mediaStops':
      return bench.send((state, at) => mediaStopped(state, { lastAtMs: at.atMs - next.agoMs }, at));
    case 'restart':
      bench.restart();
      return null;
  }
}

const FUNDERS = ['producer', 'host', 'shop'] as const;

/** The whole shop, the producer of the first good, or one good. */
function scopeAt(market: Market, index: number): VoucherScope {
  if (index === 0) return { kind: 'shop' };
  if (index === 1) return { kind: 'producer', producerId: market.item(goodAt(0)).producerId };
  return { kind: 'items', itemNumbers: [index - 1] };
}

const tables: Record<SendingTable, Partial<ShippingTable> | null> = {
  products: null,
  weight: {
    tiers: [
      { upToGrams: 500, feeMinor: 600 },
      { upToGrams: 1_500, feeMinor: 1_000 },
    ],
  },
  capped: { capMinor: 900 },
  free: { freeFromMinor: 9_000 },
};

function goodAt(index: number): string {
  return ['potato', 'walnut', 'quinoa'][index]!;
}

/** Five buyers: the first two are new, the last two share a phone. */
function buyerAt(market: Market, index: number): Shopper {
  const phone = index >= 3 ? 'shared' : `own-${index}`;
  return market.buyer(`buyer-${index}`, { isNew: index < 2, phone });
}

function buyerOf(market: Market, buyerId: string): Shopper {
  for (let index = 0; index < 5; index += 1) {
    const buyer = buyerAt(market, index);
    if (buyer.buyerId === buyerId) return buyer;
  }
  return buyerAt(market, 0);
}

function asSeen(market: Market, name: string, how: Seen): { seen?: number; flashId?: string } {
  const item = market.item(name);
  if (how === 'list') return { seen: item.listPriceMinor };
  const flash = item.flashId === null ? undefined : market.flash(item.flashId);
  return how === 'flash' && flash ? { seen: flash.priceMinor, flashId: flash.flashId } : {};
}

function wantedLines(buyer: Shopper) {
  return buyer
    .cart()
    .lines.filter((line) => line.directUnits > 0)
    .map((line) => ({
      itemNumber: line.itemNumber,
      units: line.directUnits,
      unitPriceMinor: buyer.seesNumber(line.itemNumber).priceMinor,
    }));
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}
