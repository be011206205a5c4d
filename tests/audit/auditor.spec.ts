import { afterEach, describe, expect, test } from 'vitest';
import { openAuditReader } from '../../server/main.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import type { Hands } from './corruptions/scene.ts';
import { handsOn, SqliteGround } from './sqlite-ground.ts';

/** A market that runs, with the auditor beside it, and somebody with a hand in its file. */
class Watched {
  readonly ground = new SqliteGround();
  market!: AuditMarket;
  hands!: Hands;
  private closing: (() => Promise<void>)[] = [];

  async opens(): Promise<this> {
    const stores = await this.ground.open();
    this.market = await AuditMarket.open({
      ...stores,
      books: await openAuditReader({ database: { kind: 'sqlite', file: this.ground.file } }),
    });
    const outside = handsOn(this.ground.file);
    this.hands = outside.hands;
    this.closing = [outside.close, () => this.market.close(), () => stores.close()];
    return this;
  }

  /** A live stream with something held, ordered and paid. */
  async sells(): Promise<{ orderId: string }> {
    const { market } = this;
    await market.adds(20, 2_990);
    accepted(await market.floor('stream:go-live', {}));
    const buyer = await market.buyer();
    await market.takes(buyer, 1, 2, 2_990);
    const order = await market.orders(buyer, [[1, 2, 2_990]]);
    await market.pays(order.orderId, order.totalMinor);
    await market.takes(await market.buyer(), 1, 1, 2_990);
    return order;
  }

  /** Lets five seconds of the market pass, and waits until the auditor has looked at everything, or sounds an alarm. */
  async looks(mostMs = 30_000): Promise<void> {
    await this.market.passes(5_000);
    const untilMs = this.market.clock.nowMs();
    const before = this.alarms().length;
    for (let ms = 0; ms < mostMs; ms += 10) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (this.alarms().length > before || this.lookedAtMs() >= untilMs) return;
    }
  }

  private lookedAtMs(): number {
    return this.market.app.audit()?.lookedAtMs ?? 0;
  }

  alarms() {
    return this.market.errors.filter(({ code }) => code === 'AUDIT_FAILED');
  }

  async ends(): Promise<void> {
    for (const close of this.closing) await close();
    this.ground.remove();
  }
}

let watched: Watched;
afterEach(() => watched.ends());

const damages: {
  name: string;
  invariant: string;
  do(hands: Hands, streamId: string, orderId: string): Promise<void>;
}[] = [
  {
    name: 'one more is sold than was sold',
    invariant: 'INV1',
    do: (hands, streamId) =>
      hands.run(
        'UPDATE item_stock SET sold = sold + 1, available = available - 1 WHERE stream_id = ?',
        streamId,
      ),
  },
  {
    name: 'a counter of the shelf is below 0',
    invariant: 'INV1',
    do: (hands, streamId) => hands.run('UPDATE item_stock SET available = -1 WHERE stream_id = ?', streamId),
  },
  {
    name: 'a line of an order says more units',
    invariant: 'INV3',
    do: (hands, streamId) =>
      hands.run('UPDATE order_line SET units = units + 3 WHERE stream_id = ?', streamId),
  },
  {
    name: 'an order is gone',
    invariant: 'INV6',
    async do(hands, _streamId, orderId) {
      await hands.run('DELETE FROM orders WHERE order_id = ?', orderId);
    },
  },
  {
    name: 'a fact is gone',
    invariant: 'INV11',
    do: (hands, streamId) => hands.run('DELETE FROM fact WHERE log_id = ? AND seq = 3', streamId),
  },
  {
    name: 'the text of an old fact is another one',
    invariant: 'INV19',
    do: (hands, streamId) =>
      hands.run(
        `UPDATE fact SET body = replace(body, '"v":2', '"v":3') WHERE log_id = ? AND seq = 2`,
        streamId,
      ),
  },
  {
    name: 'the last fact has another hash',
    invariant: 'INV19',
    do: (hands, streamId) =>
      hands.run(
        `UPDATE fact SET hash = '${'b'.repeat(64)}' WHERE log_id = ? AND seq = (SELECT max(seq) FROM fact WHERE log_id = fact.log_id)`,
        streamId,
      ),
  },
];

describe('[S6] a broken invariant of a running market is found within ten seconds, and its sale is paused', () => {
  test.each(damages)('$name', async ({ invariant, do: damage }) => {
    watched = await new Watched().opens();
    const { market, hands } = watched;
    const { orderId } = await watched.sells();
    await watched.looks();
    expect(watched.alarms()).toEqual([]);
    await damage(hands, market.streamId, orderId);
    const damagedAtMs = market.clock.nowMs();
    await watched.looks();
    if (watched.alarms().length === 0) await watched.looks(15_000);
    expect(market.clock.nowMs() - damagedAtMs).toBeLessThanOrEqual(10_000);
    expect(watched.alarms()).toMatchObject([{ invariant, paused: 'log' }]);
    expect(market.app.gateway.counters.auditFindings).toBe(1);

    const buyer = await market.buyer();
    const add = await market.live(buyer, 'cart:add', { itemNumber: 1, units: 1, seenPriceMinor: 2_990 });
    expect(add).toMatchObject({ ok: false, code: 'SELLING_PAUSED', retryable: true });
    const frame = await market.app.application.consoleFrame(market.streamId);
    expect(frame.pause).toMatchObject({ reason: 'audit', found: expect.stringContaining(invariant) });
    // Reading goes on, and the host who has looked may sell again; the same thing is not told twice.
    expect((await market.app.application.position(market.streamId))?.view.stream?.isPaused).toBe(true);
    accepted(await market.floor('stream:resume-selling', {}));
    await watched.looks();
    expect(watched.alarms()).toHaveLength(1);
    await market.takes(buyer, 1, 1, 2_990);
  });
});

test('[S6] an ordinary day, looked at all along, raises nothing', async () => {
  watched = await new Watched().opens();
  const { market } = watched;
  let looks = 0;
  const passes = market.passes.bind(market);
  market.passes = async (ms) => {
    await passes(ms);
    looks += 1;
    await new Promise((resolve) => setTimeout(resolve, 15));
  };
  await playAuditDay(market);
  await watched.looks();
  expect(looks).toBeGreaterThan(20);
  expect(market.errors).toEqual([]);
});

test('[S6] buying goes on while the tables are looked at, and no cut in between is taken for a fault', async () => {
  watched = await new Watched().opens();
  const { market } = watched;
  await market.adds(500, 1_000);
  accepted(await market.floor('stream:go-live', {}));
  const buyers = await Promise.all(Array.from({ length: 20 }, () => market.buyer()));
  for (let round = 0; round < 30; round += 1) {
    market.clock.passes(1_000);
    await Promise.all(
      buyers.map((buyer) =>
        market.live(buyer, 'cart:add', { itemNumber: 1, units: 1, seenPriceMinor: 1_000 }),
      ),
    );
    await Promise.all(buyers.map((buyer) => market.live(buyer, 'cart:remove', { itemNumber: 1, units: 1 })));
  }
  await watched.looks();
  expect(market.errors).toEqual([]);
});
