import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { ConsoleFrame } from '../../shared/contract/console-frame.ts';
import type { CashView } from '../../shared/market/newcomers/contract.ts';
import { type LiveReply, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { type Somebody, somebodyAt } from './attackers.ts';
import { aTarget, send, type Target } from './target.ts';

const PRICE = 2_990;
const STOCK = 40;
const HALF = STOCK / 2;
const MINUTE_MS = 60_000;
/** A village wants half of it, two units each; an attacker all of it, four by each made-up guest. */
const VILLAGERS = 10;
const ATTACKERS = 30;
const VILLAGE = '198.51.100.7';
const SETTINGS = { SANDBOX_PAYMENTS: 'allow', LOG_LEVEL: 'warn' };

type Placed = Ack<LiveReply<'order:place'>> | null;

/** One that sells a product of 40, and what came of those who wanted some of it. */
interface Evening {
  slug: string;
  console: Awaited<ReturnType<Target['liveStream']>>;
  /** Units that the village has, and each attacking address. */
  village: number;
  attackers: number[];
  /** What was refused to the village, by code; and until when one who was had to wait at the most. */
  refused: string[];
  retryAtMs: number;
}

const codeOf = (answer: Placed) => (answer?.ok ? 'ok' : (answer?.code ?? 'no answer'));

describe('[X156] [X157] an evening of newcomers, and made-up guests who order for cash', () => {
  let target: Target;
  let wrong: Target;
  const people: Somebody[] = [];
  beforeAll(async () => {
    [target, wrong] = await Promise.all([
      aTarget({ ...SETTINGS, TRUST_PROXY: '1' }),
      aTarget({ ...SETTINGS, TRUST_PROXY: '0' }),
    ]);
  }, 60_000);
  afterAll(async () => {
    for (const somebody of people) somebody.close();
    await Promise.all([target?.close(), wrong?.close()]);
  });

  const at = (ip: string, slug: string, on: Target) => {
    const somebody = somebodyAt(ip, { port: on.server.port, slug });
    people.push(somebody);
    return somebody;
  };

  /** A guest who has just been made, adds and orders at once. */
  async function takes(somebody: Somebody, units: number, payment = 'cash_on_delivery'): Promise<Placed> {
    const token = await somebody.guest();
    const contact = { name: 'Yang', phone: phone(), address: 'House 1' };
    const { body } = await somebody.ask<{ addressId: string }>('POST', '/me/addresses', token, {
      ...contact,
      key: systemIds.next(),
    });
    const viewer = await somebody.joins(token);
    if (!viewer) return null;
    const line = { itemNumber: 1, units };
    await viewer.ask('cart:add', { key: systemIds.next(), ...line, seenPriceMinor: PRICE });
    const placed = await viewer.ask<LiveReply<'order:place'>>('order:place', {
      ...{ key: systemIds.next(), addressId: body.addressId, payment },
      lines: [{ ...line, unitPriceMinor: PRICE }],
      expectTotalMinor: units * PRICE,
    });
    viewer.leave();
    return placed;
  }

  const phone = () => `+86138${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}`;

  /** A village buys while other addresses attack: half of their guests are there first, the others come with it. */
  async function anEvening(
    others: readonly string[],
    { on = target }: { on?: Target } = {},
  ): Promise<Evening> {
    const console = await on.liveStream([STOCK], {
      holdPolicy: 'first_paid',
      payments: ['sandbox', 'cash_on_delivery'],
    });
    const { slug } = console;
    const attackers = others.map((ip) => ({ at: at(ip, slug, on), units: 0 }));
    const attack = async (n: number) => {
      const attacker = attackers[n % attackers.length];
      if (!attacker) return;
      if ((await takes(attacker.at, 4))?.ok) attacker.units += 4;
    };
    await Promise.all(Array.from({ length: ATTACKERS / 2 }, (_, n) => attack(n)));
    const villagers = at(VILLAGE, slug, on);
    const [answers] = await Promise.all([
      Promise.all(Array.from({ length: VILLAGERS }, () => takes(villagers, 2))),
      Promise.all(Array.from({ length: ATTACKERS / 2 }, (_, n) => attack(n))),
    ]);
    const limits = answers.flatMap((each) =>
      each && !each.ok && each.code === 'NETWORK_LIMIT' ? Number(each.retryAtMs) : [],
    );
    return {
      ...{ slug, console },
      village: 2 * answers.filter((each) => each?.ok).length,
      attackers: attackers.map(({ units }) => units),
      refused: [...new Set(answers.filter((each) => !each?.ok).map(codeOf))],
      retryAtMs: Math.max(0, ...limits),
    };
  }

  async function frameOf({ slug, console }: Evening): Promise<ConsoleFrame> {
    const { frame } = (await send(console.console, 'hello', {
      protocol: PROTOCOL_VERSION,
      slug,
    })) as never as { frame: ConsoleFrame };
    return frame;
  }

  /** What the host is shown of newcomers' cash. */
  async function preview({ slug }: Evening, on = target): Promise<CashView> {
    const { cookie } = on.operator;
    return (await on.ask('GET', `/streams/${slug}/newcomers-cash`, { cookie })).body as CashView;
  }

  /** Releases all of the product, as it was previewed. */
  async function releases(evening: Evening): Promise<{ released: number; left: number }> {
    const { cookie } = target.operator;
    const { upTo } = await preview(evening);
    const body = { key: systemIds.next(), of: { kind: 'item', itemNumber: 1 }, upTo };
    const path = `/streams/${evening.slug}/newcomers-cash/release`;
    return (await target.ask('POST', path, { cookie, body })).body as { released: number; left: number };
  }

  const networks = (count: number) => Array.from({ length: count }, (_, n) => `203.0.${113 + n}.9`);

  it.each([
    ['alone', () => target],
    ['alone behind a proxy that nobody trusts', () => wrong],
  ])(
    'the control: %s a village has all that it wants',
    async (_, on) => {
      expect(await anEvening([], { on: on() })).toMatchObject({ village: HALF, refused: [] });
    },
    60_000,
  );

  it('one other address: the village has all that it wants, the attacker no more than half', async () => {
    const evening = await anEvening(networks(1));
    expect(evening).toMatchObject({ village: HALF, refused: [] });
    expect(evening.attackers[0]).toBe(HALF);
    expect((await frameOf(evening)).cashAlarms).toMatchObject([{ of: { kind: 'item', itemNumber: 1 } }]);
  }, 60_000);

  it.each([3, 10])(
    '%i other addresses: none has more than half, and one release gives back all of it',
    async (count) => {
      const evening = await anEvening(networks(count));
      expect(Math.max(...evening.attackers)).toBeLessThanOrEqual(HALF);
      const attacked = evening.attackers.reduce((sum, units) => sum + units, 0);
      expect(attacked + evening.village).toBeLessThanOrEqual(STOCK);
      // That is no promise, and why there is a release.
      expect(evening.village).toBeLessThan(HALF);
      expect(evening.refused).toEqual(['SOLD_OUT']);
      const seen = await preview(evening);
      expect(seen.networks.length).toBe(
        evening.attackers.filter(Boolean).length + Number(evening.village > 0),
      );
      // None of them has a page that could say since when it was open.
      expect(seen.items).toMatchObject([{ itemNumber: 1, brief: seen.orders, orders: seen.orders }]);
      expect(await releases(evening)).toMatchObject({ released: seen.orders, left: 0 });
      const [item] = (await frameOf(evening)).items;
      expect(item).toMatchObject({ available: STOCK, sold: 0 });
      // The attack goes on, and has nothing of it; whoever pays online has all that they want.
      const { slug } = evening;
      const [again, bought] = await Promise.all([
        Promise.all(networks(count).map((ip) => takes(at(ip, slug, target), 4))),
        Promise.all(Array.from({ length: VILLAGERS }, () => takes(at(VILLAGE, slug, target), 2, 'sandbox'))),
      ]);
      expect([...new Set(again.map(codeOf))]).toEqual(['CASH_BARRED']);
      expect([...new Set(bought.map(codeOf))]).toEqual(['ok']);
    },
    60_000,
  );

  it.each([
    ['behind one address with the village', () => ({ on: target, from: [VILLAGE] })],
    ['behind a proxy that nobody trusts', () => ({ on: wrong, from: networks(1) })],
  ])(
    '%s: all share a half for a minute at most, and the host ends that by one tap',
    async (_, where) => {
      const { on, from } = where();
      const evening = await anEvening(from, { on });
      expect(evening.attackers[0]! + evening.village).toBeLessThanOrEqual(HALF);
      expect(evening.refused).toEqual(['NETWORK_LIMIT']);
      expect(evening.retryAtMs).toBeGreaterThan(Date.now());
      expect(evening.retryAtMs).toBeLessThan(Date.now() + MINUTE_MS);
      expect((await preview(evening, on)).networks).toHaveLength(1);
      await evening.console.hostDoes('newcomers:open-product', { itemNumber: 1 });
      const late = at(VILLAGE, evening.slug, on);
      const bought = await Promise.all(Array.from({ length: HALF / 2 }, () => takes(late, 2)));
      expect([...new Set(bought.map(codeOf))]).toEqual(['ok']);
    },
    60_000,
  );
});
