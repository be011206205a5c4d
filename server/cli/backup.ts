import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copyPostgres } from '../adapters/sql/ledger/postgres-copies.ts';
import { copySqlite } from '../adapters/sql/ledger/sqlite-copies.ts';
import { readConfig } from '../config.ts';
import { progressLine } from './progress.ts';

/** Copies the market into one new file while it sells on. */
export async function backup(file: string, options: { json?: boolean }): Promise<void> {
  const { database, isSecretKept, dataDir } = readConfig(process.env);
  const secretPlace = isSecretKept ? join(dataDir, 'secret') : 'AUTH_SECRET';
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
      : `${into}: ${(bytes / 1_048_576).toFixed(1)} MiB. Keep pictures/ as well and, apart from both, ${secretPlace}: without it no address in the backup can be read.\n`,
  );
}
