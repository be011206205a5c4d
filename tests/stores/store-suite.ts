import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fingerprints, fingerprint } from '../../server/event-log/ports/fingerprints.ts';
import type { Store } from '../../server/event-log/ports/store.ts';
import type { AudienceStore } from '../../server/ports/audience.ts';
import type { Directory } from '../../server/ports/directory.ts';
import type { Readers } from '../../server/ports/readers.ts';
import {
  aBatch,
  aHead,
  aKey,
  aLine,
  anItem,
  anOrder,
  aRefusal,
  aStock,
  aStream,
  EIGHT,
  HISTORY,
  idOf,
} from '../builders/store-rows.ts';

export interface Stores {
  store: Store;
  readers: Readers;
  directory: Directory;
  audience: AudienceStore;
  close(): Promise<void>;
}

/** What every store promises of its logs. Each test has a log of its own in one store. */
export function storeSuite(open: () => Promise<Stores>): void {
  describe('the log', () => {
    let stores: Stores;
    let store: Store;
    let logs = 0;
    const aLog = async () => {
      logs += 1;
      const logId = idOf(`log ${logs}`);
      expect(await store.create(aHead(logId))).toBe(true);
      return logId;
    };
    beforeAll(async () => {
      stores = await open();
      store = stores.store;
    });
    afterAll(() => stores.close());

    test('a log is created once', async () => {
      const logId = await aLog();
      expect(await store.create(aHead(logId, { history: 'zzzz9999' }))).toBe(false);
      expect(await store.head(logId)).toEqual(aHead(logId));
      expect(await store.head(idOf('nowhere'))).toBeNull();
    });

    test('[O3] what is committed can be read, byte for byte', async () => {
      const logId = await aLog();
      const batch = aBatch(logId, 0, { facts: 3, keys: [aKey('a', 'k', 2)] });
      expect(await store.append(batch)).toEqual({ kind: 'committed' });
      expect(await store.head(logId)).toEqual(aHead(logId, { seq: 3, atMs: batch.atMs, hash: batch.hash }));
      expect(await store.factsAfter(logId, 0, 10)).toEqual(batch.facts);
      expect(await store.factAt(logId, 2)).toEqual(batch.facts[1]);
      expect(await store.factAt(logId, 4)).toBeNull();
    });

    test('[T4] of two deciders at the same head one commits, the other changes nothing', async () => {
      const logId = await aLog();
      await store.append(aBatch(logId, 0));
      const rows = { streams: [aStream(logId)] };
      const answers = await Promise.all([
        store.append(aBatch(logId, 1, { facts: 1, keys: [aKey('a', 'first', 2)] })),
        store.append(aBatch(logId, 1, { facts: 2, keys: [aKey('a', 'second', 2)], rows })),
      ]);
      expect(answers).toEqual([{ kind: 'committed' }, { kind: 'conflict' }]);
      expect((await store.head(logId))?.seq).toBe(2);
      expect(await store.findKey(logId, [idOf('a')], idOf('second'))).toBeNull();
      expect(await stores.readers.streamById(logId)).toBeNull();
    });

    test('another history, or a log that is not there, is a conflict', async () => {
      const logId = await aLog();
      expect(await store.append(aBatch(logId, 0, { history: 'zzzz9999' }))).toEqual({ kind: 'conflict' });
      expect(await store.append(aBatch(idOf('nowhere'), 0))).toEqual({ kind: 'conflict' });
    });

    test('[C24] a log that lost its tail takes another history, once', async () => {
      const logId = await aLog();
      const batch = aBatch(logId, 0, { facts: 2 });
      await store.append(batch);
      const gap = { history: 'zzzz9999', fromMs: 1_000, toMs: 2_000, lost: null, nextNumber: null };
      expect(await store.gapsOf(logId)).toEqual([]);
      expect(await store.renewHistory(logId, HISTORY, gap)).toBe(true);
      expect(await store.renewHistory(logId, HISTORY, { ...gap, history: 'yyyy8888' })).toBe(false);
      expect(await store.renewHistory(idOf('nowhere'), HISTORY, gap)).toBe(false);
      expect(await store.gapsOf(logId)).toEqual([{ ...gap, keys: [] }]);
      expect(await store.head(logId)).toMatchObject({ history: 'zzzz9999', seq: 2, hash: batch.hash });
      expect(await store.append(aBatch(logId, 2))).toEqual({ kind: 'conflict' });
      expect(await store.append(aBatch(logId, 2, { history: 'zzzz9999' }))).toEqual({ kind: 'committed' });
    });

    test('[C24] [I5] gaps come the oldest first, and only the newest hundred', async () => {
      const logId = await aLog();
      let before = HISTORY;
      for (let n = 1; n <= 101; n += 1) {
        const history = `gap${String(n).padStart(5, '0')}`;
        const gap = {
          history,
          fromMs: n,
          toMs: n,
          lost: n === 7 ? 12 : null,
          nextNumber: n === 7 ? 1_087 : null,
        };
        expect(await store.renewHistory(logId, before, gap)).toBe(true);
        before = history;
      }
      const gaps = await store.gapsOf(logId);
      expect(gaps.map(({ toMs }) => toMs)).toEqual(Array.from({ length: 100 }, (_, n) => n + 2));
      expect(gaps[5]).toEqual({
        history: 'gap00007',
        fromMs: 7,
        toMs: 7,
        lost: 12,
        nextNumber: 1_087,
        keys: [],
      });
    });

    test('a batch with a gap in its facts is not written', async () => {
      const logId = await aLog();
      const batch = aBatch(logId, 0, { facts: 3 });
      batch.facts.splice(1, 1);
      expect(await store.append(batch)).toMatchObject({ kind: 'failed', reason: 'constraint' });
      expect((await store.head(logId))?.seq).toBe(0);
    });

    test('[K1] counters that do not sum, or fall below zero, undo the whole batch', async () => {
      const logId = await aLog();
      const bad = [
        aStock(logId, 1, { available: 11 }),
        aStock(logId, 1, { sold: 11, available: -1 }),
        aStock(logId, 1, { held: -1 }),
      ];
      for (const stock of bad) {
        const rows = {
          items: [anItem(logId, 1)],
          stock: [aStock(logId, 2), stock],
          streams: [aStream(logId)],
        };
        const batch = aBatch(logId, 0, { rows, keys: [aKey('a', 'k', 1)], refusals: [aRefusal('a', 1)] });
        expect(await store.append(batch)).toMatchObject({ kind: 'failed', reason: 'constraint' });
      }
      expect((await store.head(logId))?.seq).toBe(0);
      expect(await store.factsAfter(logId, 0, 10)).toEqual([]);
      expect([...(await store.keysOf(logId))]).toEqual([]);
      expect(await stores.readers.streamById(logId)).toBeNull();
      expect(await store.append(aBatch(logId, 0, { rows: { stock: [aStock(logId, 1)] } }))).toEqual({
        kind: 'committed',
      });
    });

    test("[K1] a flash's cap is the sum of its parts", async () => {
      const logId = await aLog();
      const flash = {
        streamId: logId,
        flashId: idOf('flash'),
        itemNumber: 1,
        priceMinor: 1_990,
        startsAtMs: EIGHT,
        endsAtMs: EIGHT + 60_000,
        cap: 50,
        free: 45,
        lapsed: 0,
        held: 3,
        unpaid: 1,
        sold: 1,
      };
      const append = (flashes: (typeof flash)[]) => store.append(aBatch(logId, 0, { rows: { flashes } }));
      expect(await append([{ ...flash, free: 46 }])).toMatchObject({ kind: 'failed', reason: 'constraint' });
      expect(await append([flash])).toEqual({ kind: 'committed' });
    });

    test('[I1] a key is kept once, and found under any of its ids', async () => {
      const logId = await aLog();
      await store.append(aBatch(logId, 0, { facts: 2, keys: [aKey('a', 'k', 1), aKey('b', 'k', 2)] }));
      expect(await store.append(aBatch(logId, 2, { keys: [aKey('a', 'k', 3)] }))).toMatchObject({
        kind: 'failed',
        reason: 'constraint',
      });
      expect(await store.findKey(logId, [idOf('x'), idOf('b')], idOf('k'))).toEqual(aKey('b', 'k', 2));
      expect(await store.findKey(logId, [idOf('b'), idOf('a')], idOf('k'))).toEqual(aKey('a', 'k', 1));
      expect(await store.findKey(logId, [idOf('x')], idOf('k'))).toBeNull();
      expect(await store.keysOf(logId)).toEqual(printsOf(['a', 'k'], ['b', 'k']));
    });

    test('an order belongs to one stream, and a slug to one as well', async () => {
      const [one, two] = [await aLog(), await aLog()];
      const order = anOrder(one, 'mine');
      await store.append(aBatch(one, 0, { rows: { orders: [order], lines: [aLine(order, 0)] } }));
      await store.append(aBatch(one, 1, { rows: { streams: [aStream(one)] } }));
      const foreign = { ...order, streamId: two };
      const sameSlug = aStream(two, { slug: aStream(one).slug });
      for (const rows of [{ orders: [foreign] }, { streams: [sameSlug] }]) {
        expect(await store.append(aBatch(two, 0, { rows }))).toMatchObject({ reason: 'constraint' });
      }
    });

    test('the newer keys of a log can be asked for alone', async () => {
      const logId = await aLog();
      await store.append(
        aBatch(logId, 0, { facts: 3, keys: [aKey('a', 'k', 1), aKey('b', 'l', 2), aKey('a', 'm', 3)] }),
      );
      expect(await store.keysOf(logId, 1)).toEqual(printsOf(['b', 'l'], ['a', 'm']));
      expect(await store.keysOf(logId, 3)).toEqual(printsOf());
      expect(await store.keysOf(idOf('nowhere'), 0)).toEqual(printsOf());
    });

    test('all keys of a long log can be asked for', async () => {
      const logId = await aLog();
      const keys = Array.from({ length: 20_050 }, (_, n) => [`buyer ${n % 7}`, `key ${n}`] as const);
      await store.append(aBatch(logId, 0, { keys: keys.map(([buyer, key]) => aKey(buyer, key, 1)) }));
      expect(await store.keysOf(logId)).toEqual(printsOf(...keys));
    });

    test('a head says who wrote last, until that node lets go', async () => {
      const [one, two] = [await aLog(), await aLog()];
      const owner = { node: 'node-a', address: 'http://10.0.0.1:3000', untilMs: EIGHT + 3_000 };
      const other = { ...owner, node: 'node-b' };
      await store.append(aBatch(one, 0, { owner }));
      await store.append(aBatch(two, 0, { owner: other }));
      expect((await store.head(one))?.owner).toEqual(owner);
      const later = { ...owner, untilMs: EIGHT + 4_000 };
      await store.append(aBatch(one, 1, { owner: later }));
      expect((await store.head(one))?.owner).toEqual(later);
      expect(await store.append(aBatch(one, 0, { owner: other }))).toEqual({ kind: 'conflict' });
      await store.releaseLeases('node-a');
      expect(await store.head(one)).toMatchObject({ seq: 2, owner: null });
      expect((await store.head(two))?.owner).toEqual(other);
      await store.append(aBatch(two, 1));
      expect((await store.head(two))?.owner).toBeNull();
      const born = idOf('log with an owner');
      await store.create(aHead(born, { owner }));
      expect((await store.head(born))?.owner).toEqual(owner);
    });

    test('[C14] a log is claimed where nobody is named whose time is not over, or only one that is gone', async () => {
      const logId = await aLog();
      const soonMs = (await store.nowMs()) + 60_000;
      const owner = (node: string, untilMs = soonMs) => ({ node, address: `ws://${node}:1`, untilMs });
      const named = async () => (await store.head(logId))?.owner;
      expect(await store.claim(logId, owner('a'), null)).toMatchObject({ logId, seq: 0, owner: owner('a') });
      expect(await named()).toEqual(owner('a'));
      expect((await store.claim(logId, owner('b'), null))?.owner).toEqual(owner('a'));
      expect((await store.claim(logId, owner('b'), 'c'))?.owner).toEqual(owner('a'));
      expect((await store.claim(logId, owner('a', soonMs + 1), null))?.owner).toEqual(owner('a', soonMs + 1));
      expect((await store.claim(logId, owner('b'), 'a'))?.owner).toEqual(owner('b'));
      expect((await store.claim(logId, owner('c'), 'a'))?.owner).toEqual(owner('b'));
      await store.append(aBatch(logId, 0, { owner: owner('a', 1) }));
      expect(await store.claim(logId, owner('c'), null)).toMatchObject({ seq: 1, owner: owner('c') });
      const claims = ['d', 'e', 'f'].map((node) => store.claim(logId, owner(node), 'c'));
      const seen = new Set((await Promise.all(claims)).map((head) => head?.owner?.node));
      expect([...seen]).toEqual([(await named())?.node]);
      expect(await store.claim(idOf('nowhere'), owner('a'), null)).toBeNull();
    });

    test('many heads are asked for at once; those that are not there are left out', async () => {
      const [one, two] = [await aLog(), await aLog()];
      await store.append(aBatch(two, 0));
      const found = await store.heads([two, idOf('nowhere'), one]);
      expect(found.sort((a, b) => a.seq - b.seq)).toEqual([await store.head(one), await store.head(two)]);
      expect(await store.heads([])).toEqual([]);
    });

    test('a lease has one holder at a time, who may renew it; it ends by itself or is given back', async () => {
      expect(await store.takeLease('refunds', 'a', 60_000)).toBe(true);
      expect(await store.takeLease('refunds', 'b', 60_000)).toBe(false);
      expect(await store.takeLease('refunds', 'a', 60_000)).toBe(true);
      expect(await store.takeLease('returns', 'b', 60_000)).toBe(true);
      await store.releaseLeases('a');
      expect(await store.takeLease('refunds', 'b', 1)).toBe(true);
      const fromMs = await store.nowMs();
      for (let wait = 0; wait < 500 && (await store.nowMs()) <= fromMs + 1; wait += 1) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      expect(await store.takeLease('refunds', 'a', 60_000)).toBe(true);
      expect(await store.takeLease('returns', 'a', 60_000)).toBe(false);
      const takers = ['c', 'd', 'e', 'f'].map((holder) => store.takeLease('sweep', holder, 60_000));
      expect((await Promise.all(takers)).filter((isTaken) => isTaken)).toHaveLength(1);
    });

    test("the store's clock is that of the world, and goes forth", async () => {
      const first = await store.nowMs();
      expect(Math.abs(first - Date.now())).toBeLessThan(60_000);
      expect(Number.isSafeInteger(first)).toBe(true);
      expect(await store.nowMs()).toBeGreaterThanOrEqual(first);
    });

    test('[K4] refusals are counted beside the log, whoever moved the head meanwhile', async () => {
      const logId = await aLog();
      await store.append(
        aBatch(logId, 0, { facts: 2, rows: { streams: [aStream(logId)], items: [anItem(logId, 1)] } }),
      );
      const before = await store.head(logId);
      const tallies = [
        aRefusal('a', 1, { largestAsk: 2 }),
        aRefusal('a', 1, { code: 'ALL_HELD', largestAsk: 5 }),
        aRefusal('b', 1, { largestAsk: 1 }),
        aRefusal('c', 1, { code: 'PRICE_CHANGED', largestAsk: 9 }),
      ];
      for (const refusal of tallies) {
        expect(await store.append(aBatch(logId, 0, { facts: 0, refusals: [refusal] }))).toEqual({
          kind: 'committed',
        });
      }
      const again = aBatch(logId, 2, { facts: 0, refusals: [aRefusal('a', 1, { largestAsk: 1 })] });
      expect(await store.append(again)).toEqual({ kind: 'committed' });
      expect(await store.append({ ...again, history: 'zzzz9999' })).toEqual({ kind: 'conflict' });
      expect(await store.head(logId)).toEqual(before);
      expect((await stores.readers.sales(logId, EIGHT))?.items[0]?.unmetUnits).toBe(6);
    });

    test('facts come in pages', async () => {
      const logId = await aLog();
      await store.append(aBatch(logId, 0, { facts: 500 }));
      const pages: number[][] = [];
      for (let seq = 0, page = 0; page < 4; page += 1) {
        const facts = await store.factsAfter(logId, seq, 200);
        pages.push(facts.map((fact) => fact.seq));
        seq = facts.at(-1)?.seq ?? seq;
      }
      expect(pages.map((page) => [page[0], page.at(-1), page.length])).toEqual([
        [1, 200, 200],
        [201, 400, 200],
        [401, 500, 100],
        [undefined, undefined, 0],
      ]);
    });

    test('facts of some types are found among the others, in order and in pages', async () => {
      const logId = await aLog();
      const batch = aBatch(logId, 0, { facts: 9 });
      for (const fact of batch.facts)
        fact.type = fact.seq % 3 === 0 ? 'third' : fact.seq === 4 ? 'fourth' : 'other';
      await store.append(batch);
      const seqs = async (seq: number, limit: number, types: string[]) =>
        (await store.factsAfter(logId, seq, limit, types)).map((fact) => fact.seq);
      expect(await seqs(0, 10, ['third', 'fourth'])).toEqual([3, 4, 6, 9]);
      expect(await seqs(3, 2, ['third', 'fourth'])).toEqual([4, 6]);
      expect(await seqs(9, 2, ['third', 'fourth'])).toEqual([]);
      expect(await seqs(0, 10, ['fifth'])).toEqual([]);
    });

    test('a cursor stands at 0, moves forth and never back; each consumer and log has its own', async () => {
      const [one, other] = [await aLog(), await aLog()];
      expect(await store.cursor('refunds', one)).toBe(0);
      await store.saveCursor('refunds', one, 7);
      await store.saveCursor('refunds', one, 5);
      await store.saveCursor('returns', one, 3);
      await store.saveCursor('refunds', other, 1);
      expect(await store.cursor('refunds', one)).toBe(7);
      expect(await store.cursor('returns', one)).toBe(3);
      expect(await store.cursor('refunds', other)).toBe(1);
      await store.saveCursor('refunds', one, 8);
      expect(await store.cursor('refunds', one)).toBe(8);
    });

    test('the newest snapshot of a version is kept', async () => {
      const logId = await aLog();
      expect(await store.snapshot(logId, 1)).toBeNull();
      await store.saveSnapshot(logId, { version: 1, seq: 10, state: '{"ten":true}' });
      await store.saveSnapshot(logId, { version: 1, seq: 5, state: '{"five":true}' });
      await store.saveSnapshot(logId, { version: 2, seq: 7, state: '{"seven":true}' });
      expect(await store.snapshot(logId, 1)).toEqual({ version: 1, seq: 10, state: '{"ten":true}' });
      expect(await store.snapshot(logId, 2)).toEqual({ version: 2, seq: 7, state: '{"seven":true}' });
      expect(await store.snapshot(logId, 3)).toBeNull();
    });

    test('a long snapshot comes back as it was, and a newer one takes its place', async () => {
      const logId = await aLog();
      // Characters of one, two, three and four bytes, so that a cut falls into the middle of one somewhere.
      const long = (name: string) => `${name}:${'aé土🥔'.repeat(300_000)}${'🥔'.repeat(700_000)}`;
      for (const [seq, name] of [10, 20, 30, 40].map((at) => [at, `s${at}`] as const)) {
        await store.saveSnapshot(logId, { version: 1, seq, state: long(name) });
        const found = await store.snapshot(logId, 1);
        expect(found?.seq).toBe(seq);
        expect(found?.state === long(name)).toBe(true);
      }
      await store.saveSnapshot(logId, { version: 1, seq: 50, state: 'x' });
      expect(await store.snapshot(logId, 1)).toEqual({ version: 1, seq: 50, state: 'x' });
    });

    test('a restart wakes the logs that are open, as their newest batch said, by their kind', async () => {
      const [young, open, over, back] = [await aLog(), await aLog(), await aLog(), await aLog()];
      await store.create(aHead('diary', { kind: 'diary' }));
      await store.append(aBatch(open, 0, { rows: { streams: [aStream(open, { status: 'CLOSED' })] } }));
      await store.append(aBatch(over, 0));
      await store.append(aBatch(over, 1, { isOpen: false }));
      await store.append(aBatch(back, 0, { isOpen: false }));
      expect(await store.head(back)).toMatchObject({ seq: 1, isOpen: false });
      await store.append(aBatch(back, 1));
      expect(await store.openLogs('stream')).toEqual(expect.arrayContaining([young, open, back]));
      expect(await store.openLogs('stream')).not.toContain(over);
      expect(await store.openLogs('stream')).not.toContain('diary');
      expect(await store.openLogs('diary')).toEqual(['diary']);
      expect(await store.kinds()).toEqual(expect.arrayContaining(['diary', 'stream']));
      expect(await store.heads([over, back])).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ logId: over, isOpen: false }),
          expect.objectContaining({ logId: back, isOpen: true }),
        ]),
      );
    });

    test('what is only counted beside a log does not open it again', async () => {
      const logId = await aLog();
      await store.append(aBatch(logId, 0, { isOpen: false }));
      await store.append(aBatch(logId, 1, { facts: 0, refusals: [aRefusal('Li', 1)] }));
      expect(await store.openLogs('stream')).not.toContain(logId);
    });
  });
}

/** The prints of keys, each of a buyer and a key by their names in this suite. */
function printsOf(...keys: (readonly [string, string])[]): Fingerprints {
  return Float64Array.from(keys, ([buyer, key]) => fingerprint(`${idOf(buyer)} ${idOf(key)}`)).sort();
}
