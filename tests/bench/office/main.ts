import { join } from 'node:path';
import { openSecrets } from '../../../server/adapters/crypto/secrets.ts';
import { openPostgres } from '../../../server/adapters/sql/postgres/open.ts';
import { openSqlite } from '../../../server/adapters/sql/sqlite/open.ts';
import { findPeople } from '../../../server/application/buyers/find-people.ts';
import { listedPages } from '../../../server/application/order/order-pages.ts';
import { dueDaysOf } from '../../../server/application/payout/due.ts';
import { lookedFor } from '../../../server/lib/person-words.ts';
import type { BuyerQuestion, BuyerSort } from '../../../server/ports/buyer-question.ts';
import type { Directory } from '../../../server/ports/directory.ts';
import type { OrderFilter, OrderQuestion } from '../../../server/ports/order-question.ts';
import type { Readers } from '../../../server/ports/readers.ts';
import type { MarketStore, OrderRow } from '../../../server/ports/rows.ts';
import type { SettlementStore } from '../../../server/ports/settlement.ts';
import { MOST_COUNTED } from '../../../shared/contract/office-lists.ts';
import { aPayable, aPayoutLine } from '../../builders/owed-rows.ts';
import { someDatabases } from '../../builders/postgres.ts';
import {
  aBatch,
  aClaim,
  aHead,
  aLine,
  anItem,
  anOrder,
  aProduct,
  aShipment,
  aShipmentLine,
  aStream,
  EIGHT,
  idOf,
} from '../../builders/store-rows.ts';
import { inFolder } from '../folder.ts';
import { median } from '../numbers.ts';

/**
 * What the office asks (A6) of a market of 200,000 orders, by hand and not in CI:
 * `node server/run.mjs tests/bench/office/main.ts`, and with `postgres` behind it for that store; with `today`, what Home asks
 * alone; with `sums`, what fits a filter of a million orders, without parcels and claims.
 */
const isSumsAlone = process.argv.includes('sums');
const STREAMS = 40;
const ORDERS_EACH = isSumsAlone ? 25_000 : 5_000;
const AT_ONCE = 500;
const BUYERS = 40_000;
/** Guests that have become another one. */
const MERGED = 500;
const TRIES = 9;
const STREAM_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;
const FACTS_OF_ORDER = 4;

type Stores = {
  store: MarketStore;
  readers: Readers;
  directory: Directory;
  settlement: SettlementStore;
  close(): Promise<void>;
};

/** Of the newest streams producers are owed what was delivered; all before is paid. */
const UNPAID_STREAMS = 2;
const PRODUCERS = 60;
const ZONE = 'Asia/Shanghai';
/** Who is looked for: a secret as any, and the name and the phones of buyers. */
const secrets = openSecrets({ master: 'a secret that is long enough for a bench', country: '86' });
const NAMES = 100;
/** Where the shop's log stands. */
let shopSeq = 0;

const isTodayAlone = process.argv.includes('today');

if (process.argv.includes('postgres')) {
  const server = await someDatabases();
  await measured('PostgreSQL', await openPostgres({ url: await server.database() }));
  await server.remove();
} else {
  await inFolder(async (folder) => {
    await measured('SQLite', await openSqlite({ file: join(folder, 'fairday.db'), sync: 'normal' }));
  });
}

async function measured(name: string, stores: Stores): Promise<void> {
  const startMs = performance.now();
  await stores.store.create(aHead('shop', { kind: 'shop' }));
  for (let stream = 0; stream < STREAMS; stream += 1) await fill(stores, stream);
  for (let n = 0; n < MERGED; n += 1) {
    await stores.directory.addAlias(idOf(`buyer ${n}`), idOf(`buyer ${MERGED + n}`), EIGHT);
  }
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(1);
  const orders = STREAMS * ORDERS_EACH;
  say(`${name}: ${orders.toLocaleString('en')} orders of ${STREAMS} streams, written in ${seconds} s`);
  if (isTodayAlone || isSumsAlone) {
    await (isTodayAlone ? measureToday(stores) : measureSums(stores));
    await stores.close();
    return;
  }
  const middle = { placedAtMs: EIGHT + 20 * DAY_MS, orderId: idOf('middle') };
  const questions: [what: string, filter: OrderFilter, before?: OrderQuestion['before']][] = [
    ['first page', {}],
    ['a page from the middle', {}, middle],
    ['by number, one stream', { streamIds: [idOf('office 7')], number: '2085' }],
    ['by number, all streams', { number: '2085' }],
    ['of one stream', { streamIds: [idOf('office 7')] }],
    ['of a host’s ten streams', { streamIds: Array.from({ length: 10 }, (_, n) => idOf(`office ${n}`)) }],
    ['of a day', { fromMs: EIGHT + 7 * DAY_MS, untilMs: EIGHT + 8 * DAY_MS }],
    ['unpaid (none)', { status: 'PLACED' }],
    ['cancelled', { status: 'CANCELLED' }],
    ['refunded', { isRefunded: true }],
    ['open claims', { claim: 'open' }],
    ['cash', { payment: 'cash_on_delivery' }],
    ['product 3 of a stream', { streamIds: [idOf('office 7')], line: { itemNumber: 3 } }],
    ['flash price', { line: { price: 'flash' } }],
    ['an origin that nothing comes from: the whole market', { line: { origin: 'Nowhere' } }],
  ];
  for (const [what, filter, before = null] of questions) {
    say(await times(what, () => page(stores.readers, filter, before)));
  }
  const buyerIds = [idOf('buyer 7')];
  say(await times('of one buyer', () => page(stores.readers, { buyerIds }, null)));
  for (const sort of ['spent', 'orders', 'last'] as const) {
    say(await times(`buyers by ${sort}, first page`, () => buyers(stores.readers, sort, 1)));
    say(await times(`buyers by ${sort}, five pages`, () => buyers(stores.readers, sort, 5)));
  }
  say(
    await times('one buyer', async () => Number((await stores.readers.buyerTotals(buyerIds[0]!)) !== null)),
  );
  await measureToday(stores);
  await measurePeople(stores);
  const logId = idOf('office 7');
  const [first] = (
    await stores.readers.ordersListed({ filter: { streamIds: [logId] }, before: null, limit: 1 })
  ).orders;
  say(
    await times('the facts of an order, out of a log of 20,000', () =>
      facts(stores.readers, logId, first!.order.orderId),
    ),
  );
  const exportMs = performance.now();
  let rows = 0;
  for await (const listed of listedPages(stores.readers, {})) rows += listed.length;
  const exportSeconds = ((performance.now() - exportMs) / 1_000).toFixed(1);
  const mib = Math.round(process.memoryUsage().rss / 2 ** 20);
  say(`  all ${rows.toLocaleString('en')} for an export: ${exportSeconds} s, process at ${mib} MiB`);
  await stores.close();
}

/** As the office asks: on and on until a page is full. */
async function page(readers: Readers, filter: OrderFilter, before: OrderQuestion['before']): Promise<number> {
  let found = 0;
  for (let next = before, asked = 0; asked < 40; asked += 1) {
    const part = await readers.ordersListed({ filter, before: next, limit: 50 - found });
    found += part.orders.length;
    next = part.next;
    if (!next || found === 50) break;
  }
  return found;
}

/** As the office scrolls: each page begins where the one before ended. */
async function buyers(readers: Readers, sort: BuyerSort, pages: number): Promise<number> {
  let found = 0;
  let before: BuyerQuestion['before'] = null;
  for (let asked = 0; asked < pages; asked += 1) {
    const part = await readers.buyersRanked({ sort, currency: 'CNY', before, limit: 100 });
    found += part.buyers.length;
    before = part.next;
    if (!before) break;
  }
  return found;
}

async function facts(readers: Readers, logId: string, orderId: string): Promise<number> {
  const last = ORDERS_EACH * FACTS_OF_ORDER;
  let found = 0;
  for (let afterSeq = 0; afterSeq < last; afterSeq += 10_000) {
    const question = { logId, afterSeq, untilSeq: last, ids: [orderId], types: ['order_paid'], limit: 301 };
    found += (await readers.factsNaming(question)).length;
  }
  return found;
}

async function times(what: string, ask: () => Promise<number>): Promise<string> {
  const took: number[] = [];
  let rows = 0;
  for (let n = 0; n < TRIES; n += 1) {
    const startMs = performance.now();
    rows = await ask();
    took.push(performance.now() - startMs);
  }
  const most = Math.max(...took).toFixed(1);
  return `  ${what}: ${median(took).toFixed(1)} ms (most ${most}), ${rows} rows`;
}

/** What Home counts, and the lists that its numbers lead to. */
async function measureToday({ readers, settlement }: Stores): Promise<void> {
  const lateOn = new Date(EIGHT + 39 * DAY_MS).toISOString().slice(0, 10);
  const counts: [what: string, ask: () => Promise<number>][] = [
    ['today: to pack, counted so far', () => readers.countOrders({ isToPack: true }, MOST_COUNTED)],
    ['today: late to ship', () => readers.countOrders({ lateOn }, MOST_COUNTED)],
    ['today: open claims', () => readers.countOrders({ claim: 'open' }, MOST_COUNTED)],
    ['today: since when a claim waits', async () => Number((await readers.longestOpenClaim(null)) !== null)],
    ['today: low stock', async () => (await readers.lowStock(null, 20)).length],
    ['first page of what is to pack', () => page(readers, { isToPack: true }, null)],
    ['first page of what is late', () => page(readers, { lateOn }, null)],
    [
      'what is due today and by Friday, order lines',
      async () => {
        const { days } = await dueDaysOf(settlement, ZONE, EIGHT + (STREAMS + 6) * DAY_MS);
        return days[1]!.sums[0]?.lines ?? 0;
      },
    ],
  ];
  for (const [what, ask] of counts) say(await times(what, ask));
}

/** The line of sums over a list, and what the list beside it shows first. */
async function measureSums({ readers }: Stores): Promise<void> {
  const hosts = Array.from({ length: 10 }, (_, n) => idOf(`office ${n}`));
  const days = { fromMs: EIGHT + 7 * DAY_MS, untilMs: EIGHT + 14 * DAY_MS };
  const filters: [what: string, filter: OrderFilter][] = [
    ['all orders', {}],
    ['of one stream', { streamIds: [idOf('office 7')] }],
    ['of a host’s ten streams', { streamIds: hosts }],
    ['of a week', days],
    ['cancelled', { status: 'CANCELLED' }],
    ['cancelled, of a host’s ten streams', { status: 'CANCELLED', streamIds: hosts }],
    ['a status that no order has', { status: 'EXPIRED_REFUNDED' }],
    ['a status that no order of a host’s ten has', { status: 'EXPIRED_REFUNDED', streamIds: hosts }],
    ['unpaid (none)', { status: 'PLACED' }],
    ['refunded', { isRefunded: true }],
    ['cash', { payment: 'cash_on_delivery' }],
    ['flash price', { line: { price: 'flash' } }],
    ['an origin that nothing comes from', { line: { origin: 'Nowhere' } }],
    ['of new buyers, a week', { ...days, buyers: { are: 'new', ...days } }],
  ];
  for (const [what, filter] of filters) {
    say(
      await times(`sums: ${what}`, async () =>
        (await readers.orderSums(filter)).sums.reduce((all, { orders }) => all + orders, 0),
      ),
    );
    say(await times(`  the first page`, () => page(readers, filter, null)));
  }
}

/** Who is found by a name or by the last digits of a phone (A5), and how long the tags of all addresses take. */
async function measurePeople({ readers, directory }: Stores): Promise<void> {
  for (let done = 0; done < BUYERS; done += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, n) => done + n);
    await Promise.all(some.map((n) => directory.addAddress(anAddress(n))));
  }
  const startMs = performance.now();
  for (let waiting = await directory.untagged(); waiting.length > 0; waiting = await directory.untagged()) {
    await directory.tagAddresses(
      waiting.map(({ addressId, buyerId, sealed }) => ({
        addressId,
        tags: secrets.personTags(secrets.open(buyerId, sealed)!),
      })),
    );
  }
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(1);
  say(`  tags of ${BUYERS.toLocaleString('en')} addresses: ${seconds} s`);
  const engines = { referenceOf: (_streamId: string, number: string) => number };
  const deps = { readers, directory, secrets, engines } as Parameters<typeof findPeople>[0];
  const actor = { staffId: 'amei', device: 'a', name: 'Amei', role: 'operator' } as const;
  const find = async (typed: string) => (await findPeople(deps, actor, lookedFor(typed)!)).people.length;
  say(await times('people by the last four digits of a phone', () => find('4711')));
  say(await times('people by a whole phone', () => find(`100 0000 4711`)));
  say(await times('people by a whole name', () => find('王 47')));
  say(await times('nobody by a name', () => find('王四七')));
}

/** 400 buyers have one name, and four one end of a phone. */
function anAddress(n: number) {
  const buyerId = idOf(`buyer ${n}`);
  const phone = `+86100${String(n).padStart(8, '0')}`;
  const sealed = secrets.seal(buyerId, {
    name: `王${n % NAMES}`,
    phone,
    address: '云南省大理州剑川县寺登街 9 号',
  });
  return { addressId: idOf(`address ${n}`), buyerId, key: idOf(`key ${n}`), sealed, atMs: EIGHT + n };
}

/** What producers are owed of orders that arrived, and that it was paid. */
function owed(orders: readonly OrderRow[], seq: number, isPaid: boolean) {
  const payables = orders.map((order, n) =>
    aPayable(order, {
      ...{ productId: idOf('product 1'), producerId: idOf(`producer ${n % PRODUCERS}`), deliverySeq: seq },
      ...{ deliveredAtMs: order.placedAtMs + 2 * DAY_MS, dueUntilMs: order.placedAtMs + 9 * DAY_MS },
    }),
  );
  const payoutId = idOf(`payout ${orders[0]?.orderId}`);
  const payoutLines = payables.map((payable) => aPayoutLine(payable, payoutId, payable.dueUntilMs - DAY_MS));
  return { payables, payoutLines: isPaid ? payoutLines : [] };
}

async function fill({ store, settlement }: Stores, stream: number): Promise<void> {
  const streamId = idOf(`office ${stream}`);
  await store.create(aHead(streamId));
  const startMs = EIGHT + stream * DAY_MS;
  for (let done = 0, seq = 0; done < ORDERS_EACH; done += AT_ONCE) {
    const orders = Array.from({ length: AT_ONCE }, (_, n) => placed(stream, startMs, done + n));
    const packed = isSumsAlone ? [] : orders.filter(({ status }) => status === 'COMPLETED');
    const batch = aBatch(streamId, seq, {
      facts: isSumsAlone ? 1 : AT_ONCE * FACTS_OF_ORDER,
      rows: {
        ...(done === 0 && {
          streams: [
            aStream(streamId, { slug: `office-${stream}`, scheduledAtMs: startMs, status: 'CLOSED' }),
          ],
          items: Array.from({ length: 30 }, (_, n) => anItem(streamId, n + 1)),
          products: stream === 0 ? Array.from({ length: 30 }, (_, n) => aProduct(`${n + 1}`)) : [],
        }),
        orders,
        lines: orders.flatMap((order, n) => [
          line(order, 0, 1 + (n % 30), n % 5 === 0),
          line(order, 1, 1 + ((n + 7) % 30), false),
        ]),
        shipments: packed.map((order) => ({ ...aShipment(order), status: 'DELIVERED' as const })),
        shipmentLines: packed.map(aShipmentLine),
        claims: packed
          .filter((_, n) => n % 70 === 0)
          .map((order, n) => ({
            ...aClaim(order),
            status: n % 4 === 0 ? ('OPEN' as const) : ('ACCEPTED' as const),
          })),
      },
    });
    const body = (n: number) =>
      JSON.stringify({ body: { orderId: orders[n % AT_ONCE]!.orderId, text: 'x'.repeat(300) } });
    const said = batch.facts.map((fact, n) => ({ ...fact, type: 'order_paid', body: body(n) }));
    const outcome = await store.append({ ...batch, facts: said });
    if (outcome.kind !== 'committed') throw new Error(`Not written: ${JSON.stringify(outcome)}`);
    seq += said.length;
    const { payables, payoutLines } = owed(packed, seq, stream < STREAMS - UNPAID_STREAMS);
    const rows = { ledgerEntries: [], payables, settlementStates: [] };
    await settlement.write(streamId, seq - said.length, seq, rows);
    const paid = await store.append(aBatch('shop', shopSeq, { facts: 1, rows: { payoutLines } }));
    if (paid.kind !== 'committed') throw new Error(`Not written: ${JSON.stringify(paid)}`);
    shopSeq += 1;
  }
}

function placed(stream: number, startMs: number, n: number): OrderRow {
  const statuses = ['COMPLETED', 'COMPLETED', 'COMPLETED', 'PAID', 'PAID', 'EXPIRED', 'CANCELLED'] as const;
  return anOrder(idOf(`office ${stream}`), `${n}`, {
    number: `${1_001 + n}`,
    placedAtMs: startMs + Math.floor((n * STREAM_MS) / ORDERS_EACH),
    status: statuses[n % statuses.length]!,
    payment: n % 9 === 0 ? 'cash_on_delivery' : 'sandbox',
    refundedMinor: n % 40 === 0 ? 500 : 0,
    buyerId: idOf(`buyer ${(stream * 997 + n * 7) % BUYERS}`),
  });
}

function line(order: OrderRow, lineIndex: number, itemNumber: number, isFlash: boolean) {
  const productId = idOf(`product ${itemNumber}`);
  const flashId = isFlash ? idOf('flash') : null;
  const shipBy = new Date(order.placedAtMs + 2 * DAY_MS).toISOString().slice(0, 10);
  return aLine(order, lineIndex, { itemNumber, productId, flashId, shipBy });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
