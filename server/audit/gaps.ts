import { mayBeOf } from '../event-log/admission/gap-keys.ts';
import { type LogGap, MAX_LOST_KEYS, type RestoredLog } from '../event-log/ports/log-gaps.ts';
import type { Head, KeyRow } from '../event-log/ports/store.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Losses } from './losses.ts';

/** Keys read at once. */
const PAGE = 2_000;

/**
 * Says of each log of a backup which time it may have lost. Where the replaced market could be read and knew nothing that
 * the backup does not hold, nothing is lost. Where it could not, was of another market, or was itself older than the backup,
 * nobody knows: the time is from the backup's last fact on.
 * @param replaced null: there was none, or it can't be read
 * @param losses what it knew beyond the backup; null: that is not known
 */
export async function withGaps(
  logs: readonly Omit<RestoredLog, 'gaps'>[],
  backup: Ledger,
  replaced: Ledger | null,
  losses: Losses | null,
  nowMs: number,
): Promise<RestoredLog[]> {
  const restored: RestoredLog[] = [];
  for (const log of logs) {
    const head = await backup.head(log.logId);
    if (!head) continue;
    const was = replaced && (await replaced.head(log.logId));
    // By the log's time as well: keys are dated by what its pages show (T7).
    const made = { history: log.history, toMs: Math.max(nowMs, head.atMs, was?.atMs ?? 0) };
    const gap =
      replaced && losses ? await knownGap(head, backup, replaced, losses, made) : unknownGap(head, made);
    const known = replaced && losses ? await replaced.gaps(log.logId) : [];
    restored.push({ ...log, gaps: [...known, ...(gap ? [gap] : [])] });
  }
  return restored;
}

type Made = Pick<LogGap, 'history' | 'toMs'>;

function unknownGap({ atMs }: Head, made: Made): LogGap {
  return { ...made, fromMs: atMs, lost: null, nextNumber: null, keys: [] };
}

async function knownGap(
  head: Head,
  backup: Ledger,
  replaced: Ledger,
  losses: Losses,
  made: Made,
): Promise<LogGap | null> {
  const { logId } = head;
  const was = await replaced.head(logId);
  const lost = losses.logs.find((each) => each.logId === logId);
  if (!lost) return was?.seq === head.seq ? null : unknownGap(head, made);
  const { commonSeq, ordersLost, highestNumber } = lost;
  const [last] = commonSeq === 0 ? [] : await backup.facts(logId, commonSeq - 1, 1);
  const gap = { ...made, fromMs: last?.atMs ?? 0, lost: ordersLost, nextNumber: highestNumber + 1 };
  return { ...gap, keys: await undatedKeys(replaced, logId, commonSeq, gap) };
}

/** Keys that were answered after a place, and whose dates do not tell that they are of that time. */
async function undatedKeys(
  ledger: Ledger,
  logId: string,
  afterSeq: number,
  gap: Omit<LogGap, 'keys'>,
): Promise<string[]> {
  const keys = new Set<string>();
  let after: KeyRow | null = null;
  while (keys.size < MAX_LOST_KEYS) {
    const page: KeyRow[] = await ledger.keys(logId, after, PAGE);
    for (const { key, seq } of page) if (seq > afterSeq && !mayBeOf(gap, { key })) keys.add(key);
    after = page.at(-1) ?? null;
    if (page.length < PAGE) break;
  }
  return [...keys].slice(0, MAX_LOST_KEYS);
}
