import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openSqliteProjections } from '../../server/adapters/sql/ledger/sqlite-projections.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import type { Hands } from './corruptions/scene.ts';
import type { RebuildGround } from './rebuild-suite.ts';

const snapshotThread = new URL('../../server/threads/snapshot-worker', import.meta.url);

/** A market in a file of its own. */
export class SqliteGround implements RebuildGround {
  readonly folder = mkdtempSync(join(tmpdir(), 'fairday-books-'));
  readonly file = join(this.folder, 'fairday.db');
  private copies = 0;

  open() {
    return openSqlite({ file: this.file });
  }

  async copy() {
    this.copies += 1;
    const file = join(this.folder, `copy-${this.copies}.db`);
    copyFileSync(this.file, file);
    const { hands, close } = handsOn(file);
    return {
      file,
      hands,
      ledger: async () => openSqliteLedger(file),
      projections: (isWhole: boolean) => openSqliteProjections(file, isWhole),
      stores: () => openSqlite({ file, snapshotThread }),
      close,
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A connection of somebody who goes past the program; checks are off. */
export function handsOn(file: string): { hands: Hands; close(): Promise<void> } {
  const db = new Database(file);
  db.pragma('ignore_check_constraints = ON');
  return {
    hands: {
      all: async <Row>(text: string, ...values: unknown[]) => db.prepare(text).all(...values) as Row[],
      run: async (text, ...values) => {
        const { changes } = db.prepare(text).run(...values);
        if (changes === 0) throw new Error(`Nothing was damaged by: ${text}`);
      },
    },
    close: async () => void db.close(),
  };
}
