import type { StaffActor } from '../../server/application/application.ts';
import { dayText, localDay } from '../../server/shop/ledger/local-day.ts';
import { defaultTerms } from '../../server/shop/ledger/terms.ts';
import { setProducerShare, sharesOf } from '../../server/shop/producer-share.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import { isSameReserve, type Reserve } from '../../shared/values/reserve.ts';
import { MAX_SHARE_BPS, MIN_SHARE_BPS } from '../../shared/values/share-bounds.ts';
import type { Buyer } from './clients/buyer.ts';
import { type Market, STREAM } from './market.ts';
import type { Chance } from './world/chance.ts';
import type { Server } from './world/node.ts';

const operator: StaffActor = { staffId: 'operator', name: 'Li', role: 'operator', device: 'desk' };

/** What the office does in a world, by how often. */
const deeds = { share: 4, limit: 3, lift: 3, archive: 3, restore: 3 };
/** So many in a day. */
const ACTS = 12;
/** Once everything has healed, every node has read what the shop decided within this long. */
const KNOWN_MS = 10_000;
const LOOKS_EVERY_MS = 500;

/** What an operator decides about producers, buyers and products while a stream is on, in whatever weather. */
export class Office {
  private readonly market: Market;
  private readonly chance: Chance;
  private acts = 0;

  /** @param chance of its own: a world without an office is what it would be without this one */
  constructor(market: Market, chance: Chance) {
    this.market = market;
    this.chance = chance;
  }

  /** Spreads its acts over a day. */
  works(lengthMs: number): void {
    const { world } = this.market;
    for (let n = 0; n < ACTS; n += 1) {
      world.at(world.nowMs + this.chance.between(0, lengthMs), () => void this.does());
    }
  }

  private async does(): Promise<void> {
    const { buyers, warehouse } = this.market;
    const productId = this.chance.one([...warehouse.keys()]);
    const buyer = this.chance.one(buyers);
    switch (this.chance.weighted(deeds)) {
      case 'share':
        await this.setsShare(productId, 50 * this.chance.whole(MIN_SHARE_BPS / 50, MAX_SHARE_BPS / 50));
        return;
      case 'limit':
        await this.limits(buyer);
        return;
      case 'lift':
        await this.lifts(buyer);
        return;
      case 'archive':
        await this.archives(productId, true);
        return;
      case 'restore':
        await this.archives(productId, false);
        return;
    }
  }

  /** What every look at the end begins with: nobody is limited, and nothing is archived. */
  async tidies(): Promise<void> {
    for (const buyer of this.market.buyers) await this.surely(() => this.lifts(buyer));
    for (const productId of this.market.warehouse.keys())
      await this.surely(() => this.archives(productId, false));
  }

  /** Sets the share of whoever makes a product, and what is kept of it, from now on (M6, M7). */
  setsShare(productId: string, shareBps: number): Promise<Ack<object> | null> {
    return this.asks(async ({ engines, clock }) => {
      const outcome = await engines.shop.submit({
        readAtMs: clock.steadyMs(),
        ids: [operator.staffId],
        key: null,
        decide: (state, at) => {
          const { producerId } = state.products.get(productId)!;
          const from = dayText(localDay(at.atMs, defaultTerms.timeZone));
          const { version } = sharesOf(state, producerId);
          const by = { staffId: operator.staffId, device: operator.device };
          return setProducerShare(
            state,
            { producerId, version, from, shareBps, reserve: reserveBeside(shareBps) },
            { ...at, by },
          );
        },
      });
      return outcome.kind === 'refused'
        ? { ok: false, message: '', retryable: false, ...outcome.refusal }
        : { ok: true };
    });
  }

  limits({ actor: { buyerId } }: Buyer) {
    const asked = { buyerId, days: 7, reason: 'unpaid' } as const;
    return this.asks(({ application }, key) => application.limitBuyer(operator, { key, ...asked }));
  }

  lifts({ actor: { buyerId } }: Buyer) {
    return this.asks(({ application }, key) => application.liftLimit(operator, { key, buyerId }));
  }

  archives(productId: string, isArchived: boolean) {
    return this.asks(({ application }, key) =>
      application.changeProduct(operator, productId, null, { key, isArchived }),
    );
  }

  private asks(run: (server: Server, key: string) => Promise<Ack<object>>): Promise<Ack<object> | null> {
    const { lines } = this.market;
    this.acts += 1;
    const key = `office-${this.acts}`;
    return lines.ask(lines.anyNode(), (server) => run(server, key));
  }

  /** Does it again until it is done: everything has healed. */
  async surely(act: () => Promise<Ack<object> | null>): Promise<void> {
    const { world, complaints } = this.market;
    const untilMs = world.nowMs + KNOWN_MS;
    for (;;) {
      const ack = await act();
      if (ack?.ok) return;
      if (world.nowMs >= untilMs) {
        complaints.add('INV22', `the office was not heard: ${ack ? ack.code : 'no answer'}`);
        return;
      }
      await world.pause(LOOKS_EVERY_MS);
    }
  }
}

/**
 * [M6] [M7] [L8] [B11]: what the office decided counts on every node once everything has healed. A product enters a lineup with
 * the share and the reserve of that moment, an archived one does not, and whom the shop limits gets nothing until that is lifted.
 */
export async function judgeOffice(market: Market, office: Office): Promise<void> {
  const { world, buyers, complaints, judge, lines, staff, warehouse, scene } = market;
  if (!judge.ledger.isSelling) return;
  const [productId] = [...warehouse.keys()];
  const [buyer] = buyers;
  if (productId === undefined || !buyer) return;
  const adds = (node = lines.anyNode()) => staff[0]!.asksOf(node, 'lineup:add', { productId, units: 0 });
  const newest = () => judge.facts.findLast((fact) => fact.type === 'item_added');

  const shareBps = scene.items % 2 === 0 ? 8_650 : 9_150;
  await office.surely(() => office.setsShare(productId, shareBps));
  await office.surely(async () => adds());
  complaints.expect(
    newest()?.shareBps === shareBps,
    'M6',
    () => `a product entered a lineup at ${newest()?.shareBps}, its producer gets ${shareBps}`,
  );
  complaints.expect(
    isSameReserve(newest()?.reserve, reserveBeside(shareBps)),
    'M7',
    () => `a product entered a lineup with a reserve of ${newest()?.reserve?.bps} at a share of ${shareBps}`,
  );

  await office.surely(() => office.archives(productId, true));
  for (const node of market.nodes) {
    const before = judge.facts.length;
    const ack = await adds(node);
    const isNo = ack !== null && !ack.ok && ack.code === 'PRODUCT_ARCHIVED';
    if (isNo) market.said('PRODUCT_ARCHIVED');
    const added = judge.facts.slice(before).some(({ type }) => type === 'item_added');
    complaints.expect(
      isNo && !added,
      'L8',
      () => `${node.name} says of an archived product: ${JSON.stringify(ack)}`,
    );
  }
  await office.surely(() => office.archives(productId, false));
  await office.surely(async () => adds());

  await office.surely(() => office.limits(buyer));
  await world.pause(KNOWN_MS);
  await judgeLimit(market, buyer);
  const other = buyers.find((each) => each.actor.buyerId !== buyer.actor.buyerId);
  if (other) await judgeLimit(market, other);
  await office.surely(() => office.lifts(buyer));
  await world.pause(KNOWN_MS);
  await judgeLimit(market, buyer);
}

/** Every second share that is set has a reserve beside it. */
function reserveBeside(shareBps: number): Reserve | null {
  return shareBps % 100 === 0 ? null : { bps: 1_000, days: 30 };
}

/** Asks each node what something on sale costs: who is limited is sold nothing, and nobody else is told to be. */
async function judgeLimit(market: Market, { actor, addressId }: Buyer): Promise<void> {
  const { judge, shop, lines, nodes, complaints } = market;
  // An act of the day may come late and be the last word.
  const isLimited = shop.isLimited(actor.buyerId, (buyerId) => judge.ledger.who(buyerId));
  const shelf = [...judge.ledger.shelves.values()].find(
    ({ isRemoved, isStopped }) => !isRemoved && !isStopped,
  );
  if (!shelf) return;
  const { itemNumber, listMinor: unitPriceMinor } = shelf;
  const asked = { lines: [{ itemNumber, units: 1, unitPriceMinor }], addressId };
  for (const node of nodes) {
    const ack = await lines.ask(node, (server) =>
      server.application.orderQuote(actor, STREAM, asked, server.clock.steadyMs()),
    );
    const isNo = ack !== null && !ack.ok && ack.code === 'BUYER_RESTRICTED';
    if (isNo) market.said('BUYER_RESTRICTED');
    // What nobody may have of the item is said of the item.
    const isOfItem = ack !== null && !ack.ok && 'itemNumber' in ack;
    complaints.expect(
      isLimited ? isNo || isOfItem : !isNo,
      'B11',
      () =>
        `${node.name} tells ${actor.buyerId}, who ${isLimited ? 'is' : 'is not'} limited: ${JSON.stringify(ack)}`,
    );
  }
}
