import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { copyPostgres } from '../adapters/sql/ledger/postgres-copies.ts';
import { copySqlite } from '../adapters/sql/ledger/sqlite-copies.ts';
import { readConfig } from '../config.ts';
import { progressLine } from './progress.ts';

/** Copies the market into one new file while it sells on. */
export async function backup(file: string, options: { json?: boolean }): Promise<void> {
  const { database } = readConfig(process.env);
  const into = resolve(file);
  const line = progressLine(options.json === true);
  if (database.kind === 'sqlite') {
    await copySqlite(database.file, into, ({ totalPages, remainingPages }) =>
      line.show(`${totalPages - remainingPages} of ${totalPages} pages`),
    );
  } else if (database.kind === 'postgres') await copyPostgres(database.url, into);
  else throw new Error('A market in memory has nothing to back up: set DATABASE_URL.');
  line.end();
  const bytes = statSync(into).size;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ok: true, file: into, bytes })}\n`
      : `${into}: ${(bytes / 1_048_576).toFixed(1)} MiB. Keep pictures/ and, apart from it, the secret as well.\n`,
  );
}
