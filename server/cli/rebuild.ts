import { openPostgresProjections } from '../adapters/sql/ledger/postgres-projections.ts';
import { openSqliteProjections } from '../adapters/sql/ledger/sqlite-projections.ts';
import { rebuildMarket } from '../audit/rebuild.ts';
import { type Config, readConfig } from '../config.ts';
import { logKinds } from '../logs.ts';
import { logIdsOf, openLedger } from './ledger.ts';
import { progressLine } from './progress.ts';

/**
 * Makes every row and the snapshot of one stream, or of all, again from the log alone, into the same tables, in one
 * transaction. The server has to be stopped: nobody may sell out of tables that are being written.
 */
export async function rebuild(which: string, options: { json?: boolean }): Promise<void> {
  const config = readConfig(process.env);
  const ledger = await openLedger(config);
  try {
    const logIds = await logIdsOf(ledger, which);
    const projections = await openProjections(config, logIds === null);
    try {
      const line = progressLine(options.json === true);
      const startedAtMs = performance.now();
      const logs = await rebuildMarket(ledger, projections, logKinds, logIds, (logId, seq, headSeq) =>
        line.show(`${logId}: ${seq} of ${headSeq} facts`),
      );
      line.end();
      const facts = logs.reduce((sum, log) => sum + log.facts, 0);
      const perSecond = Math.round((1_000 * facts) / Math.max(1, performance.now() - startedAtMs));
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ ok: true, facts, perSecond, logs })}\n`
          : `${logs.length} ${logs.length === 1 ? 'log' : 'logs'} made again from ${facts} facts, ${perSecond} a second.\n`,
      );
    } finally {
      await projections.close();
    }
  } finally {
    await ledger.close();
  }
}

async function openProjections(config: Config, isWhole: boolean) {
  const { database } = config;
  if (database.kind === 'postgres') return openPostgresProjections(database.url);
  if (database.kind === 'sqlite') return openSqliteProjections(database.file, isWhole);
  throw new Error('A market in memory is made again by starting it.');
}
