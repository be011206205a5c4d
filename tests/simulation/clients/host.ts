import type { StaffActor } from '../../../server/application/application.ts';
import type { StaffCommand } from '../../../server/market/command-spec.ts';
import { calledOff } from '../../../server/market/order/call-off.ts';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { ConsoleItem } from '../../../shared/contract/console.ts';
import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import type { CashChoice } from '../../../shared/market/newcomers/contract.ts';
import { CALL_OFF_REASONS } from '../../../shared/market/order/call-off-reasons.ts';
import { REFUND_REASONS } from '../../../shared/market/order/refund-reasons.ts';
import type { ConsoleRequest } from '../../../shared/protocol.ts';
import { addressIdOf, drawOverseas, drawTable } from '../world/abroad.ts';
import type { Node } from '../world/node.ts';
import type { World } from '../world/world.ts';
import type { Entry, Journal } from './journal.ts';
import type { Lines } from './line.ts';

type Answer = Ack<{ seq: number; replay?: boolean }>;

const MOST_TRIES = 4;

/** What a host does, by how often. */
const deeds = {
  pin: 14,
  unpin: 4,
  flash: 16,
  editFlash: 8,
  endFlash: 6,
  undo: 6,
  stop: 5,
  resume: 7,
  restock: 10,
  price: 8,
  grant: 3,
  reorder: 3,
  cannotFill: 6,
  giveBack: 6,
  callOff: 3,
  giveAddress: 3,
  interrupt: 2,
  goOn: 4,
  addItem: 2,
  removeItem: 1,
  voucher: 8,
  editVoucher: 4,
  endVoucher: 2,
  promotion: 4,
  sending: 2,
  release: 3,
  allowCash: 2,
  openProduct: 2,
};

/** What hosts call vouchers that have to be asked for, and what buyers type. */
export const CODES = ['SPRING', 'Hello7', 'p0tato'];

/** The host and an assistant, on their own devices; what they change they saw a moment ago, perhaps too long ago (L4). */
export class Host {
  readonly actor: StaffActor;
  busy = 0;
  private readonly world: World;
  private readonly lines: Lines;
  private readonly journal: Journal;
  private readonly streamId: string;
  private readonly products: readonly string[];
  private readonly sellsAbroad: boolean;
  private readonly nowMs: () => number;
  private floor: ConsoleFrame | null = null;
  private lastSeq = 0;
  private taps = 0;

  constructor(
    deps: {
      world: World;
      lines: Lines;
      journal: Journal;
      streamId: string;
      products: readonly string[];
      sellsAbroad: boolean;
      /** What time the console shows. */
      nowMs(): number;
    },
    actor: StaffActor,
  ) {
    this.world = deps.world;
    this.lines = deps.lines;
    this.journal = deps.journal;
    this.streamId = deps.streamId;
    this.products = deps.products;
    this.nowMs = deps.nowMs;
    this.sellsAbroad = deps.sellsAbroad;
    this.actor = actor;
  }

  /** Does one thing at the console. */
  async acts(): Promise<void> {
    const { chance } = this.world;
    if (!this.floor || chance.happens(0.8)) await this.looks();
    const items = this.floor?.items.filter(({ isRemoved }) => !isRemoved) ?? [];
    if (!this.floor || items.length === 0) return;
    const item = chance.one(items);
    const { itemNumber, version } = item;
    const onItem = { itemNumber, version };
    switch (chance.weighted(deeds)) {
      case 'pin':
        return this.sends('lineup:pin', onItem);
      case 'unpin':
        return this.sends('lineup:unpin', { itemNumber });
      case 'flash':
        return this.flashes(item);
      case 'editFlash':
        return this.edits(item);
      case 'endFlash':
        if (item.flash) await this.sends('flash-sale:end', { flashId: item.flash.flashId });
        return;
      case 'undo':
        return this.sends('lineup:undo', { seq: this.lastSeq });
      case 'stop':
        return this.sends('stock:stop', { itemNumber });
      case 'resume':
        return this.sends('stock:resume', onItem);
      case 'restock':
        return this.sends('stock:adjust', { ...onItem, delta: chance.whole(-3, 8) || 1 });
      case 'price': {
        const priceMinor = Math.max(100, item.listPriceMinor + 100 * chance.whole(-4, 4));
        return this.sends('lineup:set-price', { ...onItem, priceMinor });
      }
      case 'grant':
        return this.sends('stream:grant', {
          staffId: 'assistant',
          grants: chance.happens(0.7) ? ['pin', 'flash', 'stock', 'lineup', 'voucher'] : ['pin'],
        });
      case 'reorder':
        return this.sends('lineup:reorder', {
          order: [...this.floor.order].reverse(),
          version: this.floor.lineupVersion,
        });
      case 'cannotFill':
        return this.cannotFill();
      case 'giveBack':
        return this.givesBack();
      case 'callOff':
        return this.callsOff();
      case 'giveAddress':
        return this.givesAddress();
      case 'interrupt':
        return this.sends('stream:interrupt', {});
      case 'goOn':
        return this.sends('stream:resume', {});
      case 'addItem':
        return this.sends('lineup:add', {
          productId: chance.one(this.products),
          units: chance.whole(0, 6),
          buyerLimit: chance.happens(0.5) ? chance.whole(1, 4) : null,
        });
      case 'removeItem':
        return this.sends('lineup:remove', onItem);
      case 'voucher':
        return this.makesVoucher(item);
      case 'editVoucher':
        return this.editsVoucher();
      case 'endVoucher': {
        const { vouchers } = this.floor;
        if (vouchers.length > 0)
          await this.sends('voucher:end', { voucherId: chance.one(vouchers).voucherId });
        return;
      }
      case 'promotion':
        return this.promotes(item);
      case 'sending':
        return this.setsSending();
      case 'release':
        return this.releases();
      case 'allowCash': {
        const [bar] = this.floor.cashBars ?? [];
        if (bar) await this.sends('newcomers:allow-cash', { bar: bar.seq });
        return;
      }
      case 'openProduct':
        return this.sends('newcomers:open-product', { itemNumber });
    }
  }

  ends(): Promise<void> {
    return this.sends('stream:end', {});
  }

  private async flashes(item: ConsoleItem): Promise<void> {
    const { chance } = this.world;
    await this.sends('flash-sale:start', {
      itemNumber: item.itemNumber,
      version: item.version,
      priceMinor: Math.max(1, item.listPriceMinor - 100 * chance.whole(1, 6)),
      startsAtMs: null,
      durationSeconds: chance.whole(10, 40),
      prelaunchSeconds: chance.happens(0.4) ? 10 : 0,
      cap: Math.max(1, Math.min(item.available + item.held, chance.whole(1, 10))),
      perBuyerCap: chance.whole(1, 4),
      afterEnd: chance.happens(0.25) ? 'off' : 'list',
      fundedBy: chance.one(['producer', 'host', 'shop']),
      floorConsent: chance.happens(0.8),
    });
  }

  private async makesVoucher(item: ConsoleItem): Promise<void> {
    const { chance } = this.world;
    // What sending costs is for the whole cart.
    const isShipping = chance.happens(0.2);
    const scopes = [
      { kind: 'shop' as const },
      { kind: 'producer' as const, producerId: item.producerId },
      { kind: 'items' as const, itemNumbers: [item.itemNumber] },
    ];
    const scope = isShipping ? { kind: 'shop' as const } : chance.one(scopes);
    const goods = chance.happens(0.5)
      ? { kind: 'amount' as const, offMinor: 100 * chance.whole(1, 5) }
      : { kind: 'percent' as const, bps: 100 * chance.whole(1, 40), maxMinor: 100 * chance.whole(1, 8) };
    const ofFee = {
      kind: 'shipping' as const,
      offMinor: chance.happens(0.5) ? null : 100 * chance.whole(1, 5),
    };
    await this.sends('voucher:create', {
      ...(chance.happens(0.3) && { code: chance.one(CODES) }),
      off: isShipping ? ofFee : goods,
      fromMinor: chance.happens(0.3) ? 0 : 1_000 * chance.whole(1, 6),
      scope,
      fundedBy: chance.one(['producer', 'host', 'shop']),
      startsAtMs: null,
      endsAtMs: this.nowMs() + 1_000 * chance.whole(5, 90),
      cap: chance.whole(1, 4),
      perBuyerCap: chance.whole(1, 2),
      ...(chance.happens(0.8) && { floorConsent: true }),
    });
  }

  private async editsVoucher(): Promise<void> {
    const vouchers = this.floor?.vouchers ?? [];
    if (vouchers.length === 0) return;
    const { chance } = this.world;
    const { voucherId, version, cap, startsAtMs, endsAtMs } = chance.one(vouchers);
    const seconds = chance.whole(-20, 40);
    await this.sends('voucher:edit', {
      voucherId,
      version,
      ...(chance.happens(0.4) && { cap: Math.max(1, cap + chance.whole(-2, 2)) }),
      ...(chance.happens(0.4) && { endsAtMs: Math.max(startsAtMs, endsAtMs + 1_000 * seconds) }),
      ...(chance.happens(0.2) && { startsAtMs: startsAtMs + 1_000 }),
      ...(chance.happens(0.3) && { off: { kind: 'amount' as const, offMinor: 100 * chance.whole(1, 5) } }),
      ...(chance.happens(0.5) && { floorConsent: true }),
    });
  }

  /** All goods here come from one origin, which the catalogue leaves empty. */
  private async setsSending(): Promise<void> {
    const { chance } = this.world;
    const terms = await this.lines.ask(this.lines.anyNode(), (server) =>
      server.application.shippingTerms(this.actor, this.streamId),
    );
    if (!terms?.ok) return;
    const { version } = terms;
    if (this.sellsAbroad && chance.happens(0.5)) return this.sendsAbroad(version);
    const table = {
      tiers: null,
      capMinor: chance.happens(0.5) ? 100 * chance.whole(5, 15) : null,
      freeFromMinor: chance.happens(0.5) ? 1_000 * chance.whole(3, 9) : null,
    };
    await this.sends('shipping:set', {
      origin: '',
      version,
      table: chance.happens(0.3) ? null : table,
    });
  }

  /** Another rate, another table, or nothing abroad any more. */
  private async sendsAbroad(version: number): Promise<void> {
    const { chance } = this.world;
    if (chance.happens(0.5)) {
      const overseas = chance.happens(0.15) ? null : drawOverseas(chance);
      return this.sends('shipping:set-overseas', { version, overseas });
    }
    const table = chance.happens(0.2) ? null : drawTable(chance);
    return this.sends('shipping:set', { version, origin: '', table, isOverseas: true });
  }

  private async promotes(item: ConsoleItem): Promise<void> {
    const { chance } = this.world;
    const { itemNumber, version, listPriceMinor, floorMinor } = item;
    const units = chance.whole(2, 3);
    const promotion = {
      units,
      totalMinor: Math.max(units, units * listPriceMinor - 100 * chance.whole(1, 6)),
      fundedBy: chance.one(['producer', 'host', 'shop'] as const),
      startsAtMs: null,
      endsAtMs: this.nowMs() + 1_000 * chance.whole(5, 60),
    };
    await this.sends('promotion:set', {
      itemNumber,
      version,
      promotion: chance.happens(0.25) ? null : promotion,
      ...(floorMinor && chance.happens(0.5) && { floorConsent: true }),
    });
  }

  private async edits({ flash }: ConsoleItem): Promise<void> {
    if (!flash) return;
    const { chance } = this.world;
    const { flashId, version } = flash;
    const endsAtMs = flash.endsAtMs - 1_000 * chance.whole(0, 8);
    await this.sends('flash-sale:edit', {
      flashId,
      version,
      ...(chance.happens(0.5) ? { cap: flash.cap + chance.whole(-1, 3) || 1 } : { endsAtMs }),
      ...(chance.happens(0.3) ? { perBuyerCap: flash.perBuyerCap + 1 } : {}),
    });
  }

  /** Releases some of newcomers' cash orders, as the preview names them (H8). */
  private async releases(): Promise<void> {
    const { chance } = this.world;
    const ack = await this.lines.ask(this.lines.anyNode(), (server) =>
      server.application.newcomersCash(this.actor, this.streamId),
    );
    if (!ack?.ok) return;
    const choices: CashChoice[] = [
      ...ack.networks.map(({ tag }) => ({ kind: 'network' as const, tag })),
      ...ack.items.map(({ itemNumber }) => ({ kind: 'item' as const, itemNumber })),
      ...ack.recent.slice(0, 1).map(({ sinceMs }) => ({ kind: 'since' as const, sinceMs })),
    ];
    if (ack.orders === 0) return;
    const onlyBrief = chance.happens(0.3) ? { onlyBrief: true as const } : {};
    const release = { of: chance.one(choices), upTo: ack.upTo, ...onlyBrief };
    await this.sends('newcomers:release-cash', release, { release });
  }

  /** Units of a line, or of two, that no parcel has leave their order; sometimes more of them than there are. */
  private async cannotFill(): Promise<void> {
    const paid = this.floor?.orders.filter(({ status }) => status === 'PAID') ?? [];
    if (paid.length === 0) return;
    const { chance } = this.world;
    const order = chance.one(paid);
    const some = () => {
      const { itemNumber, unitPriceMinor, units } = chance.one(order.lines);
      return { itemNumber, unitPriceMinor, units: chance.whole(1, units) };
    };
    const asked = { orderId: order.orderId, ...some(), ...(chance.happens(0.4) && { more: [some()] }) };
    // The producer can't fill them, or the office gives them back: they leave the order alike.
    if (chance.happens(0.6)) await this.sends('order:cannot-fill', asked);
    else await this.sends('order:refund', asked);
  }

  /** An amount of what a line was paid with, as the books show it now; sometimes more than that (O8). */
  private async givesBack(): Promise<void> {
    const paid = this.floor?.orders.filter(({ status }) => status === 'PAID') ?? [];
    if (paid.length === 0) return;
    const { chance } = this.world;
    const order = chance.one(paid);
    const { itemNumber, unitPriceMinor, units } = chance.one(order.lines);
    const seen = await this.lines.ask(this.lines.anyNode(), async (server) => {
      const engine = await server.engines.stream(this.streamId);
      const known = await engine?.read((state) => state.orders.look(order.orderId)?.refundedMinor);
      return { ok: true as const, backMinor: known ?? 0 };
    });
    if (!seen?.ok) return;
    const { itemNumber: alsoOf, unitPriceMinor: alsoAt } = chance.one(order.lines);
    await this.sends('order:refund-amount', {
      orderId: order.orderId,
      ...{ itemNumber, unitPriceMinor, backMinor: seen.backMinor },
      ...(chance.happens(0.4) && { more: [{ itemNumber: alsoOf, unitPriceMinor: alsoAt }] }),
      amountMinor: chance.whole(1, Math.ceil(units * unitPriceMinor * 0.8)),
      bearer: chance.one(['producer', 'host', 'shop']),
      reason: chance.one(REFUND_REASONS),
    });
  }

  /** The shop cancels an order, as it stands now; sometimes on a sum that is not that (O11). */
  private async callsOff(): Promise<void> {
    const open = this.floor?.orders.filter(({ status }) => status === 'PAID' || status === 'PLACED') ?? [];
    if (open.length === 0) return;
    const { chance } = this.world;
    const { orderId } = chance.one(open);
    const seen = await this.lines.ask(this.lines.anyNode(), async (server) => {
      const engine = await server.engines.stream(this.streamId);
      const fact = await engine?.read((state) => {
        const order = state.orders.look(orderId);
        return order ? calledOff(state, order) : null;
      });
      return { ok: true as const, refundMinor: fact?.type ? fact.refundMinor : 0 };
    });
    if (!seen?.ok) return;
    const refundMinor = seen.refundMinor + (chance.happens(0.1) ? 1 : 0);
    await this.sends('order:call-off', { orderId, refundMinor, reason: chance.one(CALL_OFF_REASONS) });
  }

  /** The shop sends an order to the other address of its buyer, or to one that is somebody else's (O10). */
  private async givesAddress(): Promise<void> {
    const open = this.floor?.orders.filter(({ status }) => status === 'PAID' || status === 'PLACED') ?? [];
    if (open.length === 0) return;
    const { chance } = this.world;
    const { orderId } = chance.one(open);
    const asked = await this.lines.ask(this.lines.anyNode(), async (server) => {
      const engine = await server.engines.stream(this.streamId);
      const known = await engine?.read((state) => state.orders.look(orderId)?.buyerId);
      return { ok: true as const, buyerId: known ?? null };
    });
    if (!asked?.ok || asked.buyerId === null) return;
    const home = addressIdOf(chance.happens(0.1) ? this.actor.staffId : asked.buyerId, false);
    await this.sends('order:give-address', { orderId, addressId: `${home}-other` });
  }

  private async looks(): Promise<void> {
    const ack = await this.lines.ask(this.lines.anyNode(), async (server) => {
      const floor = await server.application.consoleFrame(this.streamId);
      return { ok: true as const, floor };
    });
    if (ack?.ok) this.floor = ack.floor;
  }

  /** Asks one node once, with a fresh key. */
  async asksOf<C extends StaffCommand>(
    node: Node,
    command: C,
    asked: Omit<ConsoleRequest<C>, 'key'>,
  ): Promise<Answer | null> {
    const { request, entry } = this.written(command, asked);
    return this.tries(node, command, request, entry);
  }

  private async sends<C extends StaffCommand>(
    command: C,
    asked: Omit<ConsoleRequest<C>, 'key'>,
    told: Pick<Entry, 'release'> = {},
  ): Promise<void> {
    const { request, entry } = this.written(command, asked, told);
    this.busy += 1;
    for (let count = 0; count < MOST_TRIES && !entry.settled; count += 1) {
      const ack = await this.tries(this.lines.anyNode(), command, request, entry);
      if (ack && !ack.ok && 'retryAfterMs' in ack) await this.world.pause(ack.retryAfterMs);
    }
    this.busy -= 1;
  }

  private written<C extends StaffCommand>(
    command: C,
    asked: Omit<ConsoleRequest<C>, 'key'>,
    told: Pick<Entry, 'release'> = {},
  ) {
    const { world, actor } = this;
    this.taps += 1;
    const key = `${actor.staffId}-tap${this.taps}`;
    const request = { ...asked, key } as ConsoleRequest<C>;
    const entry: Entry = this.journal.write(
      { key, buyerId: actor.staffId, command, joinedAtMs: null, ...told },
      world.nowMs,
    );
    world.story.tell(`${actor.staffId} ${command}`, () => JSON.stringify(request));
    return { request, entry };
  }

  private async tries<C extends StaffCommand>(
    node: Node,
    command: C,
    request: ConsoleRequest<C>,
    entry: Entry,
  ): Promise<Answer | null> {
    const { world, lines, journal, actor } = this;
    const sent = journal.tries(entry, world.nowMs);
    const asked = sent.isInDoubt ? { ...request, inDoubt: true as const } : request;
    const ack = (await lines.ask(node, (server, readAtMs) => {
      journal.read(entry, server.application.timeOf(this.streamId, readAtMs));
      return server.application.console(actor, this.streamId, command, asked, readAtMs);
    })) as Answer | null;
    if (ack === null) return null;
    journal.heard(entry, ack, world.nowMs, sent);
    const said = ack.ok ? `ok ${ack.seq}` : ack.code;
    world.story.tell(`${actor.staffId} hears`, () => `${request.key} ${said}`);
    if (ack.ok) this.lastSeq = ack.seq;
    if (ack.ok || !('retryAfterMs' in ack)) entry.settled = ack;
    return ack;
  }
}
