import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWriter } from '../../server/adapters/sql/sqlite/connection.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import type { StoredFact } from '../../server/event-log/ports/store.ts';
import { noRows } from '../../server/ports/rows.ts';
import { aHead, EIGHT, idOf } from '../builders/store-rows.ts';
import { seeded } from './crowd.ts';

/** Cuts and flips that are tried; `FAIRDAY_ALL_OFFSETS=1` tries each byte of the last 64 KiB. */
const SAMPLES = 250;
const LAST_BYTES = 65_536;
const LOG = idOf('torn');
const ZERO = '0'.repeat(64);
const random = seeded(20_261_111);

const folder = mkdtempSync(join(tmpdir(), 'fairday-torn-'));
const file = join(folder, 'market.db');
const copy = join(folder, 'copy.db');
/** After each acknowledged fact: how long the write-ahead log was. */
const ackedAt: { seq: number; bytes: number }[] = [];
let wal: Buffer;

beforeAll(async () => {
  const { store, close } = await openSqlite({ file: join(folder, 'live.db') });
  await store.create(aHead(LOG));
  let hash = ZERO;
  for (let seq = 1; seq <= 60; seq += 1) {
    const body = JSON.stringify({ body: { text: `potatoes ${'土豆'.repeat(random(400))}` }, seq });
    hash = createHash('sha256').update(`${hash}${body}`).digest('hex');
    const fact: StoredFact = { seq, atMs: EIGHT + seq, type: 'item_added', body, hash };
    const batch = { logId: LOG, history: 'abcd1234', from: seq - 1, to: seq, atMs: fact.atMs, hash };
    const outcome = await store.append({
      ...batch,
      isOpen: true,
      facts: [fact],
      keys: [],
      effects: { refusals: [], rows: noRows() },
      owner: null,
    });
    expect(outcome).toEqual({ kind: 'committed' });
    ackedAt.push({ seq, bytes: statSync(join(folder, 'live.db-wal')).size });
  }
  // The disk as a power cut at this moment would leave it.
  for (const end of ['', '-wal']) cpSync(join(folder, `live.db${end}`), `${file}${end}`);
  await close();
  wal = readFileSync(`${file}-wal`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Opens the copy as a server does, and reads its log from the first fact on. @returns facts that chain, and all */
function reopened(): { chained: number; facts: number; head: number } {
  const { db, close } = openWriter(copy, 'full');
  try {
    const rows = db
      .prepare('SELECT seq, body, hash FROM fact WHERE log_id = ? ORDER BY seq')
      .all(LOG) as StoredFact[];
    let hash = ZERO;
    let chained = 0;
    for (const row of rows) {
      if (
        row.seq !== chained + 1 ||
        createHash('sha256').update(`${hash}${row.body}`).digest('hex') !== row.hash
      )
        break;
      hash = row.hash;
      chained += 1;
    }
    const head = db.prepare('SELECT seq FROM log_head WHERE log_id = ?').pluck().get(LOG);
    return { chained, facts: rows.length, head: Number(head ?? 0) };
  } finally {
    close();
  }
}

function copied(change: () => void): void {
  rmSync(`${copy}-shm`, { force: true });
  for (const end of ['', '-wal']) cpSync(`${file}${end}`, `${copy}${end}`);
  change();
}

/** Places in the last 64 KiB: all of them, or chance and both sides of every commit. */
function places(): number[] {
  const from = Math.max(0, wal.length - LAST_BYTES);
  if (process.env.FAIRDAY_ALL_OFFSETS)
    return Array.from({ length: wal.length - from + 1 }, (_, n) => from + n);
  const edges = ackedAt.flatMap(({ bytes }) => [bytes - 1, bytes, bytes + 1]);
  const chance = Array.from({ length: SAMPLES }, () => from + random(wal.length - from));
  return [...edges, ...chance].filter((bytes) => from <= bytes && bytes <= wal.length);
}

test('[C43] a write-ahead log cut anywhere opens with whole cuts, and with every one that was on the disk', () => {
  const all = places();
  for (const bytes of all) {
    copied(() => truncateSync(`${copy}-wal`, bytes));
    const synced = ackedAt.filter((ack) => ack.bytes <= bytes).length;
    expect(reopened(), `cut at ${bytes}`).toEqual({ chained: synced, facts: synced, head: synced });
  }
  console.log(`[C43] ${all.length} cuts of ${wal.length} bytes: each opened with what was whole`);
}, 3_600_000);

test('[C43] a bit that flips in the write-ahead log costs what follows it and leaves no wrong fact', () => {
  let costs = 0;
  for (const at of places().filter((bytes) => bytes < wal.length)) {
    copied(() => flip(`${copy}-wal`, at, 1 << random(8)));
    const { chained, facts, head } = reopened();
    expect({ facts, head }, `flipped at ${at}`).toEqual({ facts: chained, head: chained });
    expect(chained).toBeGreaterThanOrEqual(ackedAt.filter((ack) => ack.bytes <= at).length);
    if (chained < ackedAt.length) costs += 1;
  }
  expect(costs).toBeGreaterThan(SAMPLES / 2);
}, 3_600_000);

test('[C43][INV19] a bit that flips in a stored fact breaks the chain at this fact', async () => {
  copied(() => {});
  const folded = openWriter(copy, 'full');
  folded.db.pragma('wal_checkpoint(TRUNCATE)');
  folded.close();
  const stored = readFileSync(copy);
  for (let n = 0; n < SAMPLES; n += 1) {
    const seq = 1 + random(60);
    const end = `,"seq":${seq}}`;
    const back = 1 + random(3);
    // In the last characters of the fact's text, where a flip leaves the page readable. A page that once held it may
    // lie about in the file as well, so every place is changed.
    const bytes = Buffer.from(stored);
    for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) bytes[at - back]! ^= 1;
    writeFileSync(copy, bytes);
    expect(reopened(), `fact ${seq}`).toEqual({ chained: seq - 1, facts: 60, head: 60 });
  }
}, 600_000);

function flip(path: string, at: number, bit: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= bit;
  writeFileSync(path, bytes);
}
