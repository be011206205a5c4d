import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { Engines } from '../../server/application/engines.ts';
import { rebuildMarket } from '../../server/audit/rebuild.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { backup } from '../../server/cli/backup.ts';
import { restore } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { logKinds } from '../../server/logs.ts';
import { openMarket } from '../../server/main.ts';
import type { Ledger, Projections } from '../../server/ports/ledger.ts';
import type { AuditStores } from '../builders/audit-market.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { countingIds } from '../builders/engine-stall.ts';
import { at } from '../builders/market.ts';
import { type DiaryState, diaryLog, diaryRules, fault, PAGE_MS, TORN, writes } from './diary.ts';

/** Where the logs lie. */
export interface GuestGround {
  /** How many servers share the store. */
  nodes: number;
  open(): Promise<AuditStores>;
  ledger(): Promise<Ledger & { close(): Promise<void> }>;
  projections(): Promise<Projections & { close(): Promise<void> }>;
  /** The environment of a command on this market, and of one on a market that is not there yet. */
  here(): Record<string, string>;
  elsewhere(): Promise<Record<string, string>>;
  /** Where a backup can be written. */
  file: string;
}

const DIARY = 'diary-1';

/** A kind of log that the program does not know is one line in the list of kinds, and lives as the others do. */
export function guestLogSuite(ground: () => GuestGround): void {
  const clock = new TestClock(at('19:00'));
  const hub = openHub();
  let stores: AuditStores[] = [];
  const faults: string[] = [];
  const ids = countingIds(700_000);

  beforeAll(async () => {
    for (let n = 0; n < ground().nodes; n += 1) stores.push(await ground().open());
  });
  afterAll(() => closeStores());
  afterEach(() => void vi.unstubAllEnvs());

  async function closeStores(): Promise<void> {
    for (const each of stores) await each.close();
    stores = [];
  }

  function servers(): Promise<Engines[]> {
    return Promise.all(
      stores.map(({ store }, n) => {
        const node = stores.length === 1 ? null : { id: `node-${n}`, address: '' };
        return Engines.open({
          ...{ kinds: logKinds, store, clock, ids, node, bus: hub.join(), gatherMs: 0, lotOf: () => '' },
          onFault: (error, context) => faults.push(`${context}: ${String(error)}`),
          onFatal: (error) => faults.push(`fatal: ${String(error)}`),
        });
      }),
    );
  }

  async function write(engines: Engines, text: string, diaryId = DIARY): Promise<number> {
    const diary = await engines.guest(diaryLog).create(diaryId);
    const outcome = await diary!.submit<number>({
      ...{ readAtMs: clock.steadyMs(), ids: [], key: null, decide: writes(text) },
    });
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.refusal));
    return outcome.reply;
  }

  async function read<T>(engines: Engines, reader: (state: Readonly<DiaryState>) => T): Promise<T> {
    return (await engines.guest(diaryLog).find(DIARY))!.read(reader);
  }

  const lines = ({ lines: all }: Readonly<DiaryState>) => [...all];
  const pages = ({ pagesTurned }: Readonly<DiaryState>) => pagesTurned;

  async function isSound(): Promise<void> {
    const ledger = await ground().ledger();
    try {
      const reports = await verifyMarket(ledger, logKinds, null);
      expect(reports.map(({ kind, finding }) => [kind, finding])).toEqual([
        ['shop', null],
        ['diary', null],
      ]);
    } finally {
      await ledger.close();
    }
  }

  test('each server writes it and reads what the others wrote; one that goes leaves it to them', async () => {
    const all = await servers();
    const wanted: string[] = [];
    for (const [n, engines] of all.entries()) {
      wanted.push(`server ${n} was here`);
      expect(await write(engines, wanted.at(-1)!)).toBe(n + 1);
    }
    for (const engines of all) expect(await read(engines, lines)).toEqual(wanted);
    const [first, ...others] = all;
    await first!.close();
    for (const [n, engines] of others.entries()) {
      expect(await write(engines, `${n} goes on`)).toBe(wanted.length + n + 1);
    }
    for (const engines of others) await engines.close();
    expect(faults).toEqual([]);
  });

  test('a restart reads its snapshot, keeps its deadline, and wakes it without being asked', async () => {
    const [{ store }] = stores as [AuditStores];
    const head = (await store.head(DIARY))!;
    expect(await store.snapshot(DIARY, diaryRules.snapshotVersion)).toMatchObject({ seq: head.seq });
    expect(await store.openLogs('diary')).toEqual([DIARY]);
    const all = await servers();
    expect(all[0]!.guest(diaryLog).ids()).toEqual([DIARY]);
    clock.passes(PAGE_MS + 1_000);
    // Of several servers one takes the log over, once the claim of the one that is gone has run out.
    await vi.waitFor(
      async () => {
        clock.passes(1_000);
        expect(await read(all[0]!, pages)).toBe(1);
      },
      { timeout: 10_000, interval: 20 },
    );
    for (const engines of all) await engines.close();
    expect(faults).toEqual([]);
  });

  test('verify looks through it, and rebuild makes its snapshot again', async () => {
    await isSound();
    await closeStores();
    const [ledger, projections] = [await ground().ledger(), await ground().projections()];
    await rebuildMarket(ledger, projections, logKinds, null);
    await projections.close();
    await ledger.close();
    await isSound();
  });

  test('a backup has it, and a restore puts it back', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const quiet = { LOG_LEVEL: 'silent', PORT: '0', MEDIA_WORKERS: '0', HLS_STREAMS: '0' };
    const goTo = (place: Record<string, string>) => {
      for (const [name, value] of Object.entries({ ...quiet, DATABASE_URL: '', ...place }))
        vi.stubEnv(name, value);
    };
    goTo(ground().here());
    await backup(ground().file, { json: true });
    goTo(await ground().elsewhere());
    await restore(ground().file, { json: true, yes: true });
    const { app, close } = await openMarket(readConfig(process.env));
    try {
      const there = await app.deps.engines.guest(diaryLog).find(DIARY);
      expect(await there!.read(lines)).toHaveLength(2 * ground().nodes - 1);
    } finally {
      await close();
      vi.restoreAllMocks();
    }
  });

  test('one that cannot be opened is a fault, and the server starts and sells without it', async () => {
    stores = [await ground().open()];
    const [engines] = (await servers()) as [Engines];
    await write(engines, TORN, 'diary-torn');
    fault.isOn = true;
    faults.length = 0;
    clock.forget();
    const again = (await servers())[0]!;
    expect(faults).toEqual(['guest log: Error: A page is torn.']);
    expect(await again.guest(diaryLog).find('diary-torn')).toBeNull();
    expect(await read(again, pages)).toBe(1);
    expect(await again.shop.read(({ products }) => products.size)).toBe(0);
    fault.isOn = false;
    expect(await write(again, 'whole again', 'diary-torn')).toBe(2);
    await again.close();
    await engines.close();
  });

  test('opened with the rules of another kind it is refused; a server that lacks its kind does not start', async () => {
    const [{ store }] = stores as [AuditStores];
    const own = { store, clock, ids, node: null, bus: hub.join(), gatherMs: 0, lotOf: () => '' };
    const told = { onFault: () => {}, onFatal: () => {} };
    const engines = await Engines.open({ ...own, ...told, kinds: logKinds });
    await expect(engines.stream(DIARY)).rejects.toThrow(
      'is of the kind diary, and was opened as one of the kind stream',
    );
    await engines.close();
    const known = logKinds.filter((kind) => kind !== diaryLog);
    await expect(Engines.open({ ...own, ...told, kinds: known })).rejects.toThrow(
      'This market has logs that this program does not know: diary.',
    );
  });
}
