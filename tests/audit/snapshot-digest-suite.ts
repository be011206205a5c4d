import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { buildApp } from '../../server/app.ts';
import { rebuildMarket } from '../../server/audit/rebuild.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { readConfig } from '../../server/config.ts';
import { loadState } from '../../server/event-log/replica/load.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import { logKinds } from '../../server/logs.ts';
import { streamRules } from '../../server/market/market.ts';
import type { RebuildGround } from './rebuild-suite.ts';

type Copy = Awaited<ReturnType<RebuildGround['copy']>>;

const PLANTED = `UPDATE snapshot_part SET text = replace(text, 'Audit day', 'Audit dax') WHERE log_id = ?`;

/**
 * A snapshot that is not as it was written is never believed, and somebody hears of it.
 * @param stream of the day that was played into the ground
 */
export function snapshotDigestSuite(ground: RebuildGround, stream: () => string): void {
  const dataDir = mkdtempSync(join(tmpdir(), 'fairday-digests-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  /** Opens the market of a copy and closes it again, as a start and a clean stop do. */
  async function starts(copy: Copy) {
    const faults: string[] = [];
    const log = createLog('silent');
    log.error = (({ err, context }: { err: Error; context: string }) =>
      faults.push(`${context}: ${err.message}`)) as never;
    const environment = { NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, DATABASE_URL: 'memory:' };
    const config = readConfig({ ...environment, AUTH_SECRET: 'x'.repeat(40), LOG_LEVEL: 'silent' });
    const stores = await copy.stores();
    const app = await buildApp({ config, ...stores, clock: systemClock(), ids: systemIds, log });
    const port = await app.gateway.listen();
    const engine = (await app.engines.stream(stream()))!;
    const title = await engine.read((state) => state.title);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const counted = Number(/^fairday_damaged_snapshots_total (\d+)$/m.exec(metrics)?.[1]);
    await app.close();
    await stores.close();
    return { title, faults, counted };
  }

  async function findings(copy: Copy) {
    const ledger = await copy.ledger();
    const reports = await verifyMarket(ledger, logKinds, null);
    await ledger.close();
    return reports.flatMap(({ finding }) => finding ?? []);
  }

  /** What the newest snapshot's row says of its text, and what is true. */
  async function digests({ hands }: Copy) {
    const [row] = await hands.all<{ seq: number; digest: string | null }>(
      'SELECT seq, digest FROM snapshot WHERE log_id = ? ORDER BY seq DESC LIMIT 1',
      stream(),
    );
    const texts = await hands.all<{ text: string }>(
      'SELECT text FROM snapshot_part WHERE log_id = ? AND seq = ? ORDER BY part',
      ...[stream(), row!.seq],
    );
    return { said: row!.digest, is: hash('sha256', texts.map(({ text }) => text).join(''), 'hex') };
  }

  test('[C46] [INV19] of a snapshot in which a byte was flipped nothing is believed: it is named, counted, and the log is read', async () => {
    const copy = await ground.copy();
    await copy.hands.run(PLANTED, stream());
    expect(await findings(copy)).toMatchObject([{ invariant: 'INV19', at: 'snapshot', logId: stream() }]);
    const named = `snapshot: The snapshot of ${stream()} at `;
    expect(await starts(copy)).toEqual({
      title: 'Audit day',
      faults: [expect.stringContaining(named)],
      counted: 1,
    });
    // The clean stop has written it anew.
    expect(await starts(copy)).toEqual({ title: 'Audit day', faults: [], counted: 0 });
    expect(await findings(copy)).toEqual([]);
    await copy.close();
  });

  test('[C46] [INV19] a digest that was altered is found as well', async () => {
    const copy = await ground.copy();
    await copy.hands.run('UPDATE snapshot SET digest = ? WHERE log_id = ?', 'ab'.repeat(32), stream());
    expect(await findings(copy)).toMatchObject([{ invariant: 'INV19', at: 'snapshot', logId: stream() }]);
    expect(await starts(copy)).toMatchObject({ title: 'Audit day', counted: 1 });
    await copy.close();
  });

  test('[C46] a snapshot from before there were digests is read as it was', async () => {
    const copy = await ground.copy();
    await copy.hands.run('UPDATE snapshot SET digest = NULL');
    const stores = await copy.stores();
    const faults: unknown[] = [];
    const loaded = await loadState(stores.store, streamRules, stream(), (fault) => faults.push(fault));
    expect(loaded).toMatchObject({ tail: 0, state: { title: 'Audit day' } });
    expect(faults).toEqual([]);
    await stores.close();
    expect(await findings(copy)).toEqual([]);
    await copy.close();
  });

  test('[C46] whoever writes a snapshot writes its digest: a clean stop, the thread beside the server, rebuild', async () => {
    const copy = await ground.copy();
    const stopped = await digests(copy);
    expect(stopped.said).toBe(stopped.is);

    await copy.hands.run(PLANTED, stream());
    const stores = await copy.stores();
    expect(await stores.snapshots!.make(stream(), 'stream')).toContain(`The snapshot of ${stream()} at `);
    expect(await stores.snapshots!.make(stream(), 'stream')).toBe(null);
    await stores.close();
    const made = await digests(copy);
    expect(made).toEqual(stopped);

    await copy.hands.run('UPDATE snapshot SET digest = NULL');
    const ledger = await copy.ledger();
    const projections = await copy.projections(false);
    await rebuildMarket(ledger, projections, logKinds, [stream()]);
    await Promise.all([projections.close(), ledger.close()]);
    expect(await digests(copy)).toEqual(stopped);
    await copy.close();
  });
}
