import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deriveKey } from '../../server/adapters/crypto/keys.ts';
import { noticeSigner } from '../../server/adapters/payments/sandbox/notices.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { OrderView } from '../../shared/contract/order.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { CrashHost, FLASH_SECONDS } from './floor.ts';
import { Journal } from './journal.ts';
import { openingDay } from './opening.ts';
import { ServerProcess } from './server-process.ts';
import { CrashShopper } from './shopper.ts';
import { Auditor, type Verdict } from './verdict.ts';

const KILLS = Number(process.env.FAIRDAY_KILLS ?? 22);
/** After these kills the server stays down until the flash price that runs is over. */
const LONG_DOWNS = new Set([7, 15]);
const BUYERS = 20;
const SEED = Number(process.env.FAIRDAY_SEED ?? Date.now() % 1_000_000);
const SECRET = 'a secret for tests, thirty-two characters or more';

const folder = mkdtempSync(join(tmpdir(), 'fairday-crash-'));
const file = join(folder, 'market.db');
const environment = {
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  PORT: '0',
  DATA_DIR: folder,
  DATABASE_URL: `sqlite:${file}`,
  AUTH_SECRET: SECRET,
  LOG_LEVEL: 'error',
};
const server = new ServerProcess(environment);
afterAll(async () => {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
});

test(`[O3][I1] killed at ${KILLS} random instants under load, nothing that was acknowledged is lost or doubled`, async () => {
  const random = seeded(SEED);
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const { hostToken, streams, buyers } = await openingDay(file, environment, BUYERS);
  const till = new Till();
  const shoppers = buyers.map(
    (buyer, n) =>
      new CrashShopper({
        ...buyer,
        ...streams[n % 2]!,
        isDirect: n % 2 === 1,
        random,
        nextKey: systemIds.next,
        journal,
        onOrder: (order) => till.takes(order, random),
      }),
  );
  const host = new CrashHost({ token: hostToken, slug: streams[0]!.slug, nextKey: systemIds.next });
  const everybody = [...shoppers, host];
  const auditor = new Auditor(file, journal);
  const downs: [number, number][] = [];
  const comeBack = async () => {
    await server.start();
    till.port = server.port;
    for (const person of everybody) person.connect(server.port);
  };

  await comeBack();
  for (const shopper of shoppers) shopper.start();
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await pause(300 + random(1_800));
    if (LONG_DOWNS.has(kill)) {
      const until = () => host.runningUntil(Date.now());
      for (let waited = 0; until() === null && waited < 5_000; waited += 50) await pause(50);
    }
    if (kill % 2 === 0) await commandOnItsWay(journal, random(4));
    journal.openAtKill += journal.open().length;
    const downFrom = Date.now();
    await server.kill();
    for (const person of everybody) person.disconnect();
    const endsAtMs = LONG_DOWNS.has(kill) ? host.runningUntil(Date.now()) : null;
    if (endsAtMs !== null) await pause(Math.min(endsAtMs - Date.now() + 300, FLASH_SECONDS * 1_000 + 500));
    await comeBack();
    downs.push([downFrom, Date.now()]);
    expect(trouble(auditor.check(downs)), `after kill ${kill}, seed ${SEED}`).toEqual({});
  }

  host.stop();
  await Promise.all(shoppers.map((shopper) => shopper.finishes()));
  await till.closes();
  await pause(1_500);
  const total = new Auditor(file, journal).check(downs);
  const screens = streams.map((stream, n) => {
    const views = shoppers
      .filter((_, index) => index % 2 === n)
      .map(({ cursor }) => `${cursor.seq} ${canonicalJson(cursor.view)}`);
    return { slug: stream.slug, different: new Set(views).size - 1 };
  });
  const screenFaults = shoppers.flatMap(({ faults }) => faults);
  for (const person of everybody) person.disconnect();
  await server.kill();

  const medianMs = [...server.startsMs].sort((a, b) => a - b)[server.startsMs.length >> 1]!;
  const open = journal.open().length;
  const table: [string, string | number][] = [
    ['seed', SEED],
    ['kills', KILLS],
    [`median from spawn to open (${server.how})`, `${Math.round(medianMs)} ms`],
    ['commands sent', journal.entries.size],
    ['facts in the logs', total.facts],
    ['acknowledged orders', total.acked],
    ['… missing in SQL', total.ackedMissing],
    ['orders in SQL', total.orders],
    ['… that no client sent', total.ordersNobodySent],
    ['keys open at a kill', journal.openAtKill],
    ['… still open at the end', open],
    ['answers heard twice', journal.replays],
    ['… that contradict the first', journal.contradictions.length],
    ['keys with two outcomes', total.keysTwice],
    ['sums (K1) checked', total.sumsChecked],
    ['… wrong', total.sumsWrong.length],
    ['rows that differ from the log', total.rowsWrong.length],
    ['seq gaps or repeats', total.seqGaps],
    ['hashes that do not chain', total.hashesWrong],
    ['flash prices ended', total.flashesEnded],
    ['… while the server was down', total.flashesEndedWhileDown],
    ['… off their own time', total.flashesOffTheirTime.length],
    ['screens that differ', screens.reduce((sum, { different }) => sum + different, 0)],
    ['orders paid by notice', till.paid],
    ['faults that a server wrote', server.faults.length],
  ];
  console.log(table.map(([what, value]) => `${what.padEnd(44, ' .')} ${value}`).join('\n'));

  expect(trouble(total)).toEqual({});
  expect(journal.contradictions).toEqual([]);
  expect(open).toBe(0);
  expect(screenFaults).toEqual([]);
  expect(screens.map(({ different }) => different)).toEqual([0, 0]);
  expect(server.faults).toEqual([]);
  // The test itself must have had something to lose.
  expect(total.acked).toBeGreaterThan(300);
  expect(journal.replays).toBeGreaterThan(10);
  expect(journal.openAtKill).toBeGreaterThan(10);
  expect(till.paid).toBeGreaterThan(50);
  expect(total.flashesEndedWhileDown).toBeGreaterThan(0);
}, 240_000);

/** What of a verdict is not as it must be; empty if all is well. */
function trouble(verdict: Verdict): Partial<Verdict> {
  const { ackedMissing, ordersNobodySent, keysTwice, seqGaps, hashesWrong } = verdict;
  const { sumsWrong, rowsWrong, flashesOffTheirTime } = verdict;
  const counts = { ackedMissing, ordersNobodySent, keysTwice, seqGaps, hashesWrong };
  const lists = { sumsWrong, rowsWrong, flashesOffTheirTime };
  return Object.fromEntries([
    ...Object.entries(counts).filter(([, count]) => count > 0),
    ...Object.entries(lists).filter(([, list]) => list.length > 0),
  ]);
}

/** The provider: pays every second order by signed webhook, and sends a notice again until it is taken. */
class Till {
  port = 0;
  paid = 0;
  private readonly signer = noticeSigner(deriveKey(SECRET, 'sandbox-webhook'));
  private readonly due = new Set<Promise<void>>();
  private isClosed = false;

  takes(order: OrderView, random: (bound: number) => number): void {
    if (this.isClosed || random(2) === 0) return;
    const paying = this.pay(order).finally(() => this.due.delete(paying));
    this.due.add(paying);
  }

  /** Waits for the notices that are on their way. */
  async closes(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.due);
  }

  private async pay({ orderId, totalMinor }: OrderView): Promise<void> {
    const notice = {
      noticeId: systemIds.next(),
      paymentId: systemIds.next(),
      orderId,
      amountMinor: totalMinor,
      outcome: 'paid' as const,
    };
    for (let tries = 0; tries < 200; tries += 1) {
      const { body, headers } = this.signer.sign(notice, Date.now());
      const url = `http://127.0.0.1:${this.port}/api/v1/payments/sandbox/webhook`;
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers,
        signal: AbortSignal.timeout(4_000),
      }).catch(() => null);
      if (response?.ok) {
        this.paid += 1;
        return;
      }
      await pause(100);
    }
    throw new Error(`The notice for ${orderId} was never taken.`);
  }
}

/** Waits for a moment at which somebody has no answer yet, and a few turns more; at most 500 ms. */
async function commandOnItsWay(journal: Journal, turns: number): Promise<void> {
  const end = Date.now() + 500;
  while (journal.open().length === 0 && Date.now() < end)
    await new Promise((resolve) => setImmediate(resolve));
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function seeded(seed: number): (bound: number) => number {
  let state = seed + 1;
  return (bound) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % bound;
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
