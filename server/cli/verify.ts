import { findingText, lateText } from '../audit/broken.ts';
import type { OnProgress } from '../audit/log-walk.ts';
import { type LogReport, verifyMarket } from '../audit/verify.ts';
import { readConfig } from '../config.ts';
import { logKinds } from '../logs.ts';
import { logIdsOf, openLedger } from './ledger.ts';
import { progressLine } from './progress.ts';

/**
 * Looks through the books of one stream, by its id or its name, or of all: hash chain, sums, caps, prices, limits, keys,
 * and every table against the fold of the log. Before that the database reads all of its own pages. The market may be
 * open meanwhile. The first broken fact or row of each log is named, or the damage, and ends the command with exit code 1; so
 * is a deadline that an older version wrote too late, which breaks nothing.
 */
export async function verify(which: string, options: { json?: boolean }): Promise<void> {
  const ledger = await openLedger(readConfig(process.env));
  try {
    const line = progressLine(options.json === true);
    line.show('looking through every page');
    const damage = await ledger.damage();
    if (damage !== null) {
      // What a damaged file says of its logs proves nothing.
      line.end();
      const told = options.json
        ? JSON.stringify({ ok: false, damage })
        : `The database is damaged: ${damage}.`;
      process.stdout.write(`${told}\n`);
      process.exitCode = 1;
      return;
    }
    const reports = await verifyMarket(ledger, logKinds, await logIdsOf(ledger, which), shown(line));
    line.end();
    const isGood = reports.every(({ finding }) => finding === null);
    const facts = reports.reduce((sum, report) => sum + report.facts, 0);
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ ok: isGood, facts, logs: reports })}\n`);
    } else {
      process.stdout.write(sentences(reports, facts));
    }
    if (!isGood) process.exitCode = 1;
  } finally {
    await ledger.close();
  }
}

function shown(line: ReturnType<typeof progressLine>): OnProgress {
  return (logId, seq, headSeq) => line.show(`${logId}: ${seq} of ${headSeq} facts`);
}

function sentences(reports: readonly LogReport[], facts: number): string {
  const broken = reports.flatMap(({ finding }) => (finding ? [`${findingText(finding)}\n`] : []));
  if (broken.length > 0) return broken.join('');
  const logs = `${reports.length} ${reports.length === 1 ? 'log' : 'logs'}`;
  const late = reports.flatMap((report) => (report.late ? [`${lateText(report.late)}.\n`] : []));
  return `${late.join('')}${logs}, ${facts} facts: nothing is broken.\n`;
}
