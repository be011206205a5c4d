import type { Ledger } from '../ports/ledger.ts';
import type { AuditedKind, VerifiedLogs } from './audited-kind.ts';
import { Broken, type Finding } from './broken.ts';
import { LimitedTimes } from './facts/limited.ts';
import type { OnProgress } from './log-walk.ts';
import { readTerms } from './settlement/terms.ts';

/** What a look at one log came to; `finding` is the first thing that can't be, or null. */
export interface LogReport {
  logId: string;
  kind: string;
  facts: number;
  finding: Finding | null;
  /** The first deadline that an older version wrote too late; null: none. It is named, and nothing is broken by it (T7). */
  late: Finding | null;
}

/**
 * Looks at logs of a market, in the order of their kinds; those that are asked for, or all. Each is looked at to its first fault.
 * @param kinds every kind of log that there is (server/logs.ts)
 */
export async function verifyMarket(
  ledger: Ledger,
  kinds: readonly AuditedKind[],
  logIds: readonly string[] | null,
  onProgress: OnProgress = () => {},
): Promise<LogReport[]> {
  const reports: LogReport[] = [];
  const verified: VerifiedLogs = { shop: null, limited: new LimitedTimes() };
  const terms = await readTerms(ledger);
  const order = kinds.map(({ rules }) => rules.kind);
  const heads = (await ledger.heads()).toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  for (const head of heads) {
    if (logIds && !logIds.includes(head.logId)) continue;
    const { logId, kind, seq } = head;
    const report: LogReport = { logId, kind, facts: seq, finding: null, late: null };
    reports.push(report);
    try {
      report.late = await auditedKind(kinds, kind, logId).verify(head, {
        ledger,
        terms,
        verified,
        onProgress,
      });
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      report.finding = error.finding;
    }
  }
  return reports;
}

/** How the verified of a kind of log are looked through. @throws Broken: nobody knows the kind */
export function auditedKind(kinds: readonly AuditedKind[], kind: string, logId: string): AuditedKind {
  const found = kinds.find(({ rules }) => rules.kind === kind);
  if (found) return found;
  throw new Broken({
    invariant: 'INV19',
    logId,
    seq: null,
    at: 'head',
    found: `a log of the kind ${kind}`,
    expected: `one of ${kinds.map(({ rules }) => rules.kind).join(', ')}`,
  });
}
