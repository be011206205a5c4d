import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptiedTextsIn, noteEmptiedTexts } from '../../server/adapters/files/emptied-texts.ts';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { MAX_EMPTIED_TEXTS } from '../../server/ports/personal-texts.ts';
import { DAY } from '../../shared/values/time.ts';
import { idOf } from '../builders/store-rows.ts';
import { SqliteGround } from './sqlite-ground.ts';

const NOW = Date.UTC(2026, 10, 30);
const ground = new SqliteGround();
const folder = mkdtempSync(join(tmpdir(), 'fairday-emptied-'));
beforeAll(async () => {
  await (await ground.open()).close();
});
afterAll(() => {
  ground.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('[A4] of words that were destroyed a market tells the last ones: older copies are fewer', async () => {
  const db = new Database(ground.file);
  db.prepare(
    `INSERT INTO personal_text (text_id, until_ms, emptied_at_ms)
     WITH RECURSIVE n (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < ?)
     SELECT printf('text-%09d', ? - at), 0, ? + at FROM n`,
  ).run(MAX_EMPTIED_TEXTS + 1, 10 * MAX_EMPTIED_TEXTS, NOW - DAY);
  db.close();
  const ledger = openSqliteLedger(ground.file);
  const emptied = await ledger.emptiedTexts(NOW);
  await ledger.close();
  expect(emptied).toHaveLength(MAX_EMPTIED_TEXTS);
  expect(Math.min(...emptied.map(({ emptiedAtMs }) => emptiedAtMs))).toBe(NOW - DAY + 2);

  // Beside the copies there are as many, of all backups together.
  noteEmptiedTexts(folder, emptied, NOW);
  noteEmptiedTexts(folder, [{ textId: idOf('the last'), emptiedAtMs: NOW }], NOW);
  const noted = emptiedTextsIn(folder);
  expect(noted).toHaveLength(MAX_EMPTIED_TEXTS);
  expect(noted).toContainEqual({ textId: idOf('the last'), emptiedAtMs: NOW });
  expect(Math.min(...noted.map(({ emptiedAtMs }) => emptiedAtMs))).toBe(NOW - DAY + 3);
});
