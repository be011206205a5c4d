import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database as SqliteDatabase } from 'better-sqlite3';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ACCEPTED,
  ANSWERED,
  AT,
  BY_STATUS,
  FRAME,
  NEVER_SEEN,
  NOT_KNOWN,
  RECORD_BYTES,
  REFUSED,
} from '../../server/tools/lab/journal/records.ts';
import { readOptions } from '../../server/tools/lab/options.ts';
import { type LoadReport, runLoad } from '../../server/tools/lab/run.ts';
import { type Evidence, FILES } from '../../server/tools/lab/verdict/evidence.ts';
import { judgeRun } from '../../server/tools/lab/verdict/judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-load-test-'));
const kept = join(folder, 'kept');
let report: LoadReport;
let copies = 0;

beforeAll(async () => {
  const options = readOptions({
    viewers: '200',
    orders: '100',
    for: '5s',
    warmUp: '0',
    scenario: 'steady',
    frames: '2',
    seed: '7',
    keep: kept,
  });
  report = await runLoad(options, () => {});
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[INV4] a small crowd at a real server: every row of the verdict is right, and every one had something to say', () => {
  expect(report.verdict.filter(({ isRight }) => !isRight)).toEqual([]);
  expect(report.isRight).toBe(true);
  const found = Object.fromEntries(report.verdict.map(({ name, found }) => [name, found]));
  const acked = Number(/^\d+/.exec(found['acknowledged orders'] ?? '')?.[0]);
  expect(acked).toBeGreaterThan(300);
  expect(found['lines off the price in force']).toBe(`0 of ${acked * 3}`);
  expect(found['clients whose digest differs from the log']).toMatch(/^0 of 200 at seq \d{3}/);
  expect(found['public events with personal data']).toMatch(/^0 of \d{2}/);
  // The host changed a price meanwhile: the price in force was not one price.
  expect(factTypes()).toContain('price_changed');
});

test('[INV4] an acknowledged order that is gone is missed', async () => {
  const wrong = await wrongAfter((db) =>
    db.exec(`DELETE FROM orders WHERE order_id = '${anOrder(db).orderId}'`),
  );
  expect(wrong).toContain('acknowledged orders');
});

test('[INV6] a second order under a key is found', async () => {
  const wrong = await wrongAfter((db) => {
    const { orderId, key } = anOrder(db);
    const second = '01999999-9999-7999-8999-999999999999';
    copyRow(db, 'orders', { order_id: orderId }, { order_id: second });
    const reply = db.prepare('SELECT reply FROM command_key WHERE key = ?').get(key) as { reply: string };
    copyRow(db, 'command_key', { key }, { actor_id: second, reply: reply.reply.replaceAll(orderId, second) });
  });
  expect(wrong).toContain('keys with more than one order');
});

test('[INV5] an order that nobody sent is found, and one with a payload that nobody sent', async () => {
  const ghost = await wrongAfter((db) => {
    copyRow(
      db,
      'orders',
      { order_id: anOrder(db).orderId },
      { order_id: '01999999-9999-7999-8999-999999999999' },
    );
  });
  expect(ghost).toContain('orders in SQL without a journal entry');
  const other = await wrongAfter((db) => {
    db.prepare("UPDATE command_key SET payload_hash = 'another' WHERE key = ?").run(anOrder(db).key);
  });
  expect(other).toEqual(['orders in SQL without a journal entry']);
});

test('[INV7] a changed price is found in a row, and in a log whose hashes were all made again', async () => {
  const inRow = await wrongAfter((db) => {
    db.prepare(
      'UPDATE order_line SET unit_price_minor = unit_price_minor - 1 WHERE order_id = ? AND line_index = 1',
    ).run(anOrder(db).orderId);
  });
  expect(inRow).toEqual(['lines off the price in force']);

  const inLog = await wrongAfter((db) => {
    const { seq, orderId } = anOrder(db);
    editFact(db, seq, (body) =>
      body.replace(/"unitPriceMinor":(\d+)/, (_, price) => `"unitPriceMinor":${price - 1}`),
    );
    chainAgain(db);
    db.prepare(
      'UPDATE order_line SET unit_price_minor = unit_price_minor - 1 WHERE order_id = ? AND line_index = 0',
    ).run(orderId);
    db.prepare('UPDATE orders SET total_minor = total_minor - 1 WHERE order_id = ?').run(orderId);
  });
  expect(inLog).toEqual(['lines off the price in force']);
});

test('[INV11] [INV19] a fact that was edited, and one that is missing, break the log', async () => {
  const name = 'places of the log missing / hashes that do not chain';
  const edited = await wrongAfter((db) =>
    editFact(db, anOrder(db).seq, (body) => body.replace('"number":"1', '"number":"2')),
  );
  expect(edited).toContain(name);
  const missing = await wrongAfter((db) => {
    // The last fact: nothing that follows it could miss it.
    db.exec('DELETE FROM fact WHERE seq = (SELECT max(seq) FROM fact f WHERE f.log_id = fact.log_id)');
  });
  expect(missing).toContain(name);
});

test('[INV1] [INV3] stock that does not agree with the orders is found, though the row itself adds up', async () => {
  const wrong = await wrongAfter((db) => {
    db.exec('UPDATE item_stock SET available = available - 1, unpaid = unpaid + 1 WHERE item_number = 3');
  });
  expect(wrong).toEqual(['allotted + adjusted = available + held + unpaid + sold, per item']);
  const shop = await wrongAfter((db) => {
    db.exec('UPDATE product SET warehouse_units = warehouse_units + 1');
  });
  expect(shop).toEqual(['allotted + adjusted = available + held + unpaid + sold, per item']);
});

test('[INV13] [INV14] a frame that one viewer never got is a gap', async () => {
  const wrong = await wrongAfterJournal((records) => {
    const frames = records.filter((record) => record[AT.kind] === FRAME && record[AT.outcome] === 0);
    const viewer = frames[0]!.readUInt32LE(AT.viewer);
    const theirs = frames.filter((record) => record.readUInt32LE(AT.viewer) === viewer);
    const lost = theirs[Math.floor(theirs.length / 2)]!;
    return records.filter((record) => record !== lost);
  });
  expect(wrong).toEqual(['seq gaps / repeats']);
});

test('[INV13] a screen that shows something else than the log makes is found', async () => {
  const name = 'clients whose digest differs from the log';
  const followed = await wrongAfterEvidence(({ look }) => {
    look.screens.find(({ followedDigest }) => followedDigest !== null)!.followedDigest = 'another';
  });
  expect(followed).toEqual([name]);
  const fresh = await wrongAfterEvidence(({ look }) => {
    look.screens.at(-1)!.freshDigest = 'another';
  });
  expect(fresh).toEqual([name]);
  const behind = await wrongAfterEvidence(({ look }) => {
    look.screens.at(-1)!.seq -= 1;
  });
  expect(behind).toEqual([name]);
});

test('[INV17] a name, a phone and the id of a buyer in a public event are found', async () => {
  const evidence = readEvidence(kept);
  const { word, phoneDigits } = evidence.canaries;
  for (const leak of [`${word} 12`, `+${phoneDigits}000012`, evidence.buyerIds[3]!]) {
    const copy = copyOf();
    appendFileSync(join(copy, FILES.publicEvents), `["d","abcdefgh",1,2,[["c",1,["${leak}"]]]]\n`);
    expect(await wrongIn(copy)).toEqual(['public events with personal data']);
  }
});

test('[INV20] a refusal that took something is found', async () => {
  const wrong = await wrongAfterJournal((records) => {
    const answer = records.find((record) => record[AT.kind] === ANSWERED && record[AT.outcome] === ACCEPTED)!;
    answer[AT.outcome] = REFUSED;
    return records;
  });
  expect(wrong).toEqual(['refusals that changed state']);
});

test('[INV6] [I3] a key that was said to be unknown, and stands in the SQL, is found', async () => {
  const wrong = await wrongAfterJournal((records) => {
    const answer = records.find((record) => record[AT.kind] === ANSWERED && record[AT.outcome] === ACCEPTED)!;
    answer[AT.outcome] = NEVER_SEEN;
    answer[AT.by] = BY_STATUS;
    return records;
  });
  expect(wrong).toEqual(['unknown at the client']);
  const unheard = await wrongAfterJournal((records) => {
    const answer = records.find((record) => record[AT.kind] === ANSWERED && record[AT.outcome] === ACCEPTED)!;
    return records.filter((record) => record !== answer);
  });
  expect(unheard).toEqual(['unknown at the client']);
  const doubtful = await wrongAfterJournal((records) => {
    const answer = records.find((record) => record[AT.kind] === ANSWERED && record[AT.outcome] === ACCEPTED)!;
    answer[AT.outcome] = NOT_KNOWN;
    return records;
  });
  expect(doubtful).toEqual(['unknown at the client']);
});

test('[INV24] an order that stands before one that was answered earlier is found', async () => {
  const wrong = await wrongAfterJournal((records) => {
    const answers = records.filter(
      (record) => record[AT.kind] === ANSWERED && record[AT.outcome] === ACCEPTED,
    );
    const [early, late] = [answers[20]!, answers.at(-20)!];
    const [first, last] = [early, late].map((record) => record.readDoubleLE(AT.second));
    early.writeDoubleLE(last!, AT.second);
    late.writeDoubleLE(first!, AT.second);
    return records;
  });
  expect(wrong).toEqual(['orders placed before what was answered earlier']);
});

test('[INV3] a drop that did not sell to the last unit is found', async () => {
  const wrong = await wrongAfterEvidence((evidence) => {
    evidence.soldOut = { itemNumber: 1, units: 1_000_000 };
  });
  expect(wrong).toEqual(['the drop sold exactly what there was']);
});

/** A copy of what the run left, to be tampered with. */
function copyOf(): string {
  copies += 1;
  const copy = join(folder, `copy-${copies}`);
  cpSync(kept, copy, { recursive: true });
  return copy;
}

async function wrongIn(copy: string): Promise<string[]> {
  const verdict = await judgeRun(copy, `sqlite:${join(copy, 'market.db')}`);
  return verdict.filter(({ isRight }) => !isRight).map(({ name }) => name);
}

/** Names of the rows that are wrong once the database was changed. */
async function wrongAfter(change: (db: SqliteDatabase) => void): Promise<string[]> {
  const copy = copyOf();
  const db = new Database(join(copy, 'market.db'));
  change(db);
  db.close();
  return wrongIn(copy);
}

async function wrongAfterJournal(change: (records: Buffer[]) => Buffer[]): Promise<string[]> {
  const copy = copyOf();
  const bytes = readFileSync(join(copy, FILES.journal));
  const records = Array.from({ length: bytes.length / RECORD_BYTES }, (_, index) =>
    bytes.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES),
  );
  writeFileSync(join(copy, FILES.journal), Buffer.concat(change(records)));
  return wrongIn(copy);
}

async function wrongAfterEvidence(change: (evidence: Evidence) => void): Promise<string[]> {
  const copy = copyOf();
  const evidence = readEvidence(copy);
  change(evidence);
  writeFileSync(join(copy, FILES.evidence), JSON.stringify(evidence));
  return wrongIn(copy);
}

function readEvidence(from: string): Evidence {
  return JSON.parse(readFileSync(join(from, FILES.evidence), 'utf8')) as Evidence;
}

function factTypes(): string[] {
  const db = new Database(join(kept, 'market.db'), { readonly: true });
  const types = db.prepare('SELECT DISTINCT type FROM fact').pluck().all() as string[];
  db.close();
  return types;
}

/** Some order of the crowd, from the middle of the run. */
function anOrder(db: SqliteDatabase): { orderId: string; seq: number; key: string } {
  return db
    .prepare(
      `SELECT o.order_id AS orderId, o.seq, k.key FROM orders o
       JOIN command_key k ON json_extract(k.reply, '$.order.orderId') = o.order_id ORDER BY o.seq LIMIT 1 OFFSET 100`,
    )
    .get() as { orderId: string; seq: number; key: string };
}

function copyRow(
  db: SqliteDatabase,
  table: string,
  where: Record<string, string>,
  changed: Record<string, string>,
): void {
  const [column, value] = Object.entries(where)[0]!;
  const row = db.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).get(value) as Record<string, unknown>;
  const copy = { ...row, ...changed };
  const names = Object.keys(copy);
  db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
    ...(Object.values(copy) as never[]),
  );
}

function editFact(db: SqliteDatabase, seq: number, edit: (body: string) => string): void {
  const streamId = readEvidence(kept).streamId;
  const { body } = db.prepare('SELECT body FROM fact WHERE log_id = ? AND seq = ?').get(streamId, seq) as {
    body: string;
  };
  const edited = edit(body);
  expect(edited).not.toBe(body);
  db.prepare('UPDATE fact SET body = ? WHERE log_id = ? AND seq = ?').run(edited, streamId, seq);
}

/** As somebody with all rights would do who wants to hide a change. */
function chainAgain(db: SqliteDatabase): void {
  const streamId = readEvidence(kept).streamId;
  const facts = db.prepare('SELECT seq, body FROM fact WHERE log_id = ? ORDER BY seq').all(streamId) as {
    seq: number;
    body: string;
  }[];
  const update = db.prepare('UPDATE fact SET hash = ? WHERE log_id = ? AND seq = ?');
  let hash = '0'.repeat(64);
  for (const { seq, body } of facts) {
    hash = createHash('sha256')
      .update(hash + body)
      .digest('hex');
    update.run(hash, streamId, seq);
  }
  db.prepare('UPDATE log_head SET hash = ? WHERE log_id = ?').run(hash, streamId);
}
