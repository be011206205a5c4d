import fc from 'fast-check';
import type { Attempt } from './bench.ts';
import { aLiveStream, aProduct, type Market } from './market.ts';
import type { Shopper } from './shopper.ts';

/** One thing that somebody does; small numbers choose among what is there at that moment. */
export type Act =
  | { act: 'wait'; ms: number }
  | { act: 'add'; who: number; what: number; units: number; seen: Seen; quote: boolean; lateMs: number }
  | { act: 'remove'; who: number; what: number; units: number }
  | { act: 'order'; who: number; cash: boolean; extra: { what: number; units: number; seen: Seen } | null }
  | { act: 'fill'; who: number; units: number }
  | { act: 'orderAll'; who: number }
  | { act: 'pay'; which: number; outcome: 'paid' | 'declined' | 'pending'; off: number; again: boolean }
  | { act: 'cancel'; which: number }
  | { act: 'cannotFill'; which: number; line: number; units: number }
  | {
      act: 'flash';
      what: number;
      cap: number;
      perBuyer: number;
      seconds: number;
      prelaunch: number;
      off: boolean;
    }
  | { act: 'edit'; which: number; cap: number; perBuyer: number; price: number; earlier: number }
  | { act: 'endFlash'; which: number }
  | { act: 'undo'; back: number }
  | { act: 'pin' | 'unpin' | 'stop' | 'resume' | 'removeItem'; what: number }
  | { act: 'reorder' }
  | { act: 'addItem'; units: number }
  | { act: 'adjust'; what: number; delta: number }
  | { act: 'price'; what: number; minor: number }
  | { act: 'merge'; who: number; into: number }
  | { act: 'end' | 'interrupt' | 'resumeStream' | 'restart' };

type Seen = 'shown' | 'list' | 'flash';

const who = fc.nat(4);
const what = fc.nat(2);
const which = fc.nat(7);
const units = fc.integer({ min: 1, max: 4 });
const seen = fc.constantFrom<Seen>('shown', 'shown', 'list', 'flash');
const pause = fc.constantFrom(100, 800, 1_500, 5_000, 9_000, 61_000, 181_000, 301_000, 901_000);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('wait' as const), ms: pause }) },
  {
    weight: 10,
    arbitrary: fc.record({
      act: fc.constant('add' as const),
      who,
      what,
      units,
      seen,
      quote: fc.boolean(),
      lateMs: fc.constantFrom(0, 0, 0, 400),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('remove' as const), who, what, units }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('order' as const),
      who,
      cash: fc.boolean(),
      extra: fc.option(fc.record({ what, units, seen })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('fill' as const), who, units: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('orderAll' as const), who }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('pay' as const),
      which,
      outcome: fc.constantFrom('paid', 'paid', 'paid', 'declined', 'pending'),
      off: fc.constantFrom(0, 0, 0, 0, -1, 1),
      again: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('cancel' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('cannotFill' as const), which, line: fc.nat(2), units }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('flash' as const),
      what,
      cap: fc.integer({ min: 1, max: 6 }),
      perBuyer: fc.integer({ min: 1, max: 3 }),
      seconds: fc.constantFrom(10, 300, 900),
      prelaunch: fc.constantFrom(0, 0, 10),
      off: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('edit' as const),
      which,
      cap: fc.integer({ min: 1, max: 9 }),
      perBuyer: fc.integer({ min: 1, max: 4 }),
      price: fc.constantFrom(1_990, 1_500),
      earlier: fc.constantFrom(0, 5_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('endFlash' as const), which }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('undo' as const), back: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'pin',
        'pin',
        'pin',
        'pin',
        'unpin',
        'stop',
        'resume',
        'resume',
        'resume',
        'removeItem',
      ),
      what,
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('reorder' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('addItem' as const), units: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('adjust' as const),
      what,
      delta: fc.integer({ min: -3, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('price' as const),
      what,
      minor: fc.constantFrom(2_500, 2_990, 3_200),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('merge' as const), who, into: who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'end',
        'interrupt',
        'resumeStream',
        'resumeStream',
        'restart',
        'restart',
        'restart',
        'restart',
      ),
    }),
  },
);

/** A market with three goods, and what happens in it. */
export interface Day {
  stocks: [number, number, number];
  limits: [number | null, number | null, number | null];
  firstPaid: boolean;
  maxPins: number;
  closeAfterMs: number;
  acts: Act[];
}

export const days: fc.Arbitrary<Day> = fc.record({
  stocks: fc.tuple(
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 4, max: 12 }),
    fc.integer({ min: 30, max: 60 }),
  ),
  limits: fc.tuple(fc.constant(null), fc.constantFrom(null, 3), fc.constantFrom(null, null, 5)),
  firstPaid: fc.boolean(),
  maxPins: fc.integer({ min: 1, max: 3 }),
  closeAfterMs: fc.constantFrom(3_600_000, 3_600_000, 120_000),
  acts: fc.array(act, { minLength: 20, maxLength: 60 }),
});

/** The market of a day before anything happens. */
export function openingOf(day: Day): Market {
  const [a, b, c] = day.stocks;
  const [x, y, z] = day.limits;
  return aLiveStream(
    aProduct('potato', { stock: a, limit: x }),
    aProduct('walnut', { stock: b, limit: y }),
    aProduct('quinoa', { stock: c, limit: z }),
    {
      holdPolicy: day.firstPaid ? 'first_paid' : 'hold',
      settings: { maxPins: day.maxPins, closeAfterMs: day.closeAfterMs },
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
      const orderId = pick([...bench.state.orders.keys()], next.which);
      if (!orderId) return null;
      const order = bench.state.orders.get(orderId)!;
      return buyerAt(market, 0).pays(orderId, {
        outcome: next.outcome,
        amount: order.totalMinor + next.off,
        ...(next.again ? { paymentId: `once-${orderId}` } : {}),
      });
    }
    case 'cancel': {
      const order = pick([...bench.state.orders.values()], next.which);
      return order ? buyerOf(market, order.buyerId).cancels(order.orderId) : null;
    }
    case 'cannotFill': {
      const order = pick([...bench.state.orders.values()], next.which);
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
    case 'merge':
      return buyerAt(market, next.who).becomes(buyerAt(market, next.into));
    case 'end':
      return host.endsStream();
    case 'interrupt':
      return host.losesMedia();
    case 'resumeStream':
      return host.findsMedia();
    case 'restart':
      bench.restart();
      return null;
  }
}

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
    .basket()
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
