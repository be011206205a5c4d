import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { App } from '../../server/app.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { backup } from '../../server/cli/backup.ts';
import { recompute } from '../../server/cli/recompute.ts';
import { replay } from '../../server/cli/replay.ts';
import { restore } from '../../server/cli/restore.ts';
import { verify } from '../../server/cli/verify.ts';
import { readConfig } from '../../server/config.ts';
import type { Clock } from '../../server/lib/clock.ts';
import { openMarket, openStores } from '../../server/main.ts';
import { clockIds } from '../../server/tools/demo/market/past/clock-ids.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { AuditMarket, phoneOf } from '../builders/audit-market.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import { releasedVersions, type StoreName, type Told, type Unpacked, unpack } from './archive.ts';

/** Where a store takes what an older version wrote. Each place is the environment of a command. */
export interface ReleasedGround {
  store: StoreName;
  /** A market as it was left, which no program of today has opened. */
  market(of: Unpacked, name: 'market' | 'clock-ahead'): Promise<Record<string, string>>;
  /** The backups of it: files, or folders. */
  backups(of: Unpacked): Promise<string[]>;
  /** A place without a market. */
  nowhere(of: Unpacked, name: string): Promise<Record<string, string>>;
}

type Command = (...args: never[]) => Promise<void>;

/** A market of every version since 0.3.0 is a market of today. */
export function releasedSuite(ground: ReleasedGround): void {
  /** What a command of the market at hand prints as JSON. */
  async function printed<Of extends Command>(command: Of, ...args: Parameters<Of>) {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await command(...args);
      return JSON.parse(write.mock.calls.map(([text]) => String(text)).join(''));
    } finally {
      write.mockRestore();
      process.exitCode = undefined;
    }
  }

  function goTo(place: Record<string, string>): void {
    const quiet = { LOG_LEVEL: 'silent', PORT: '0', MEDIA_WORKERS: '0', HLS_STREAMS: '0' };
    const own = { AUTH_SECRET: '', DATABASE_URL: '', ...place };
    for (const [name, value] of Object.entries({ ...quiet, ...own })) vi.stubEnv(name, value);
  }

  /** Every log of the market at hand: its streams, and the shop's. */
  async function isRight({ moments }: Told): Promise<void> {
    const { logs } = await printed(verify, 'all', { json: true });
    expect(logs.flatMap(({ finding }: { finding: object | null }) => finding ?? [])).toEqual([]);
    expect(logs).toHaveLength(moments.length + 1);
  }

  async function isCounted(): Promise<void> {
    expect(await printed(recompute, 'all', { json: true })).toMatchObject({ ok: true });
  }

  describe.each(releasedVersions())('a market of %s', (version) => {
    let of: Unpacked;
    let told: Told;
    let market: Record<string, string>;
    let backups: string[];

    beforeAll(async () => {
      of = unpack(version, ground.store);
      told = of.told;
      backups = await ground.backups(of);
      market = await ground.market(of, 'market');
    });
    afterEach(() => void vi.unstubAllEnvs());
    afterAll(() => of?.remove());

    test('every log and row is right before a server has opened it', async () => {
      goTo(market);
      await isRight(told);
    });

    test('each stream, played again from its log, is as it was', async () => {
      goTo(market);
      expect(told.moments.length).toBeGreaterThan(5);
      for (const moment of told.moments) {
        const at = { at: String(moment.seq), buyer: told.holder.buyerId, json: true };
        expect(await printed(replay, moment.streamId, at)).toMatchObject(moment);
      }
    });

    test('the evening goes on: holds keep their flash price, orders are found, numbers go on', async () => {
      goTo(market);
      await onThatEvening(told, async ({ app, stores: { directory } }, clock) => {
        const { application, secrets } = app;
        const { of: regular, numbers } = told.orderNumbers;
        const mine = await application.myOrders(regular);
        expect(mine.map(({ order }) => order.number).sort()).toEqual(numbers);
        const [address] = await directory.addressesOf(regular.allIds);
        expect(secrets.open(address!.buyerId, address!.sealed)).toMatchObject({ name: 'Ana' });
        const { waiting } = await application.privateView(told.streamId, told.waiting);
        expect(waiting).toMatchObject([{ itemNumber: 2, place: 1 }]);

        const held = await places(app, clock, told.streamId, told.holder, told.holderPays);
        expect(held.lines).toMatchObject([{ ...told.holderPays }]);
        const next = await sells(app, clock, told.streamId);
        expect(Number(next.number)).toBe(Number(held.number) + 1);
        await refunds(app, clock, told.forgotten);
      });
      await isRight(told);
      await isCounted();
    });

    test('a server opens it as it stands weeks later, sells, and backs it up', async () => {
      goTo(market);
      await opensAndSells(told.streamId);
      await isRight(told);
      const to = join(of.folder, 'backups-of-today');
      mkdirSync(to);
      await printed(backup, undefined, { to, json: true });
      const file = join(of.folder, 'backup-of-today');
      await printed(backup, file, { json: true });
      const [dated] = readdirSync(to).filter((name) => name.startsWith('fairday-'));
      for (const [n, path] of [join(to, dated!), file].entries()) {
        goTo(await ground.nowhere(of, `again-${n}`));
        expect(await printed(restore, path, { json: true })).toMatchObject({ ok: true });
        await isRight(told);
      }
    });

    test('[O7] its streams get numbers at the first start, in the order of their first facts, and from a backup the same', async () => {
      const given: [string, number][][] = [];
      for (const place of [market, ...backups]) {
        if (place === market) goTo(market);
        else {
          goTo(await ground.nowhere(of, `numbers-${given.length}`));
          await printed(restore, place as string, { json: true });
        }
        for (let start = 0; start < 2; start += 1) given.push(await numbersIn());
        await isRight(told);
      }
      const [numbers] = given;
      expect(numbers!.length).toBeGreaterThan(2);
      expect(given).toEqual(given.map(() => numbers));
    });

    test('its backups are put back, alone and over a market that has sold on', async () => {
      for (const [n, path] of backups.entries()) {
        goTo(await ground.nowhere(of, `back-${n}`));
        expect(await printed(restore, path, { json: true })).toMatchObject({
          ok: true,
          unknown: expect.stringContaining('no market'),
        });
        await opensAndSells(told.streamId);
        await isRight(told);
      }
      goTo(market);
      const report = await printed(restore, backups[0]!, { json: true, yes: true });
      expect(report.losses.logs).toContainEqual(
        expect.objectContaining({ logId: told.streamId, ordersLost: 3 }),
      );
      await isRight(told);
    });

    test('where a clock was ahead once, a deadline that was written late is named, and the market sells', async () => {
      goTo(await ground.market(of, 'clock-ahead'));
      const { logs } = await printed(verify, 'all', { json: true });
      const late = version === '0.3.0' ? { invariant: 'INV8', seq: 12, at: 'cart_added' } : null;
      expect(logs).toMatchObject([
        { kind: 'shop', finding: null, late: null },
        { kind: 'stream', finding: null, late },
      ]);
      await opensAndSells(logs[1].logId, 1);
    });
  });
}

/** A server on the clock of the evening on which the market was left. */
async function onThatEvening(
  { nowMs, streamId }: Told,
  go: (market: AuditMarket, clock: TestClock) => Promise<void>,
): Promise<void> {
  const config = readConfig(process.env);
  const stores = await openStores(config);
  const clock = new TestClock(nowMs);
  const ids = clockIds(clock, null);
  const market = await AuditMarket.open(stores, { config, clock, ids, streamId });
  try {
    await go(market, clock);
    await market.passes(15 * MINUTE);
  } finally {
    await market.close();
    await stores.close();
  }
}

/** The program as it is started, at the true time. */
async function opensAndSells(streamId: string, itemNumber?: number): Promise<void> {
  const { app, close } = await openMarket(readConfig(process.env));
  try {
    await sells(app, app.deps.clock, streamId, itemNumber);
  } finally {
    await close();
  }
}

/** The numbers of the streams once the program has started, each checked against where its stream stands in time. */
async function numbersIn(): Promise<[string, number][]> {
  const { app, close } = await openMarket(readConfig(process.env));
  try {
    const { engines, store, readers } = app.deps;
    const given = await engines.shop.read(({ streamNumbers }) => [...streamNumbers]);
    const began: number[] = [];
    for (const [streamId] of given) began.push((await store.factAt(streamId, 1))?.atMs ?? Number.NaN);
    expect(began).toEqual(began.toSorted((a, b) => a - b));
    expect(given.map(([, number]) => number)).toEqual(given.map((_, index) => index + 1));
    const streams = await readers.streams({ rehearsals: false, limit: 100 });
    expect(given.map(([streamId]) => streamId).sort()).toEqual(
      streams.map(({ streamId }) => streamId).sort(),
    );
    return given;
  } finally {
    await close();
  }
}

/** Somebody new takes a unit and orders it. */
async function sells(app: App, clock: Pick<Clock, 'nowMs'>, streamId: string, itemNumber = 3) {
  const { application, secrets } = app;
  const { ids, directory } = app.deps;
  const { history, view } = (await application.position(streamId))!;
  const [buyerId, addressId, key] = [ids.next(), ids.next(), ids.next()];
  const atMs = clock.nowMs();
  const sealed = secrets.seal(buyerId, { name: 'Bao', phone: phoneOf(buyerId), address: 'Shaxi 2' });
  await directory.addAddress({ addressId, buyerId, key: ids.next(), sealed, atMs });
  const buyer = { buyerId, allIds: [buyerId], addressId };
  const unitPriceMinor = view.cards[itemNumber]!.listPriceMinor;
  const line = { itemNumber, units: 1, unitPriceMinor };
  const seen = { key, history, itemNumber, units: 1, seenPriceMinor: unitPriceMinor };
  accepted(await application.live(buyer, streamId, 'cart:add', seen, atMs, null));
  return places(app, clock, streamId, buyer, line);
}

/** Somebody orders a line that is reserved, for cash, at the total that the market names. */
async function places(
  { application, deps }: App,
  clock: Pick<Clock, 'nowMs'>,
  streamId: string,
  buyer: HouseBuyer,
  line: Told['holderPays'],
) {
  const asked = { lines: [line], addressId: buyer.addressId };
  const quote = accepted(await application.orderQuote(buyer, streamId, asked, clock.nowMs()));
  const { history } = (await application.position(streamId))!;
  const payment = 'cash_on_delivery' as const;
  const request = { ...asked, key: deps.ids.next(), history, expectTotalMinor: quote.totalMinor, payment };
  return accepted(await application.live(buyer, streamId, 'order:place', request, clock.nowMs(), null)).order;
}

/** The office gives back a unit of an order that its stream has forgotten. */
async function refunds(app: App, clock: Pick<Clock, 'nowMs'>, forgotten: Told['forgotten']): Promise<void> {
  const { ids } = app.deps;
  const office: StaffActor = { staffId: ids.next(), name: 'Li', role: 'operator', device: 'desk' };
  const { streamId, ...line } = forgotten;
  const request = { key: ids.next(), units: 1, ...line };
  accepted(await app.application.console(office, streamId, 'order:refund', request, clock.nowMs()));
}
