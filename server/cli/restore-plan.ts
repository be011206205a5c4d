import { systemIds } from '../adapters/system/ids.ts';
import { findingText, lateText } from '../audit/broken.ts';
import { withGaps } from '../audit/gaps.ts';
import { type Losses, lossesOf } from '../audit/losses.ts';
import { marketIdOf } from '../audit/market-id.ts';
import { verifyMarket } from '../audit/verify.ts';
import type { Config } from '../config.ts';
import type { RestoredLog } from '../event-log/ports/log-gaps.ts';
import { logKinds } from '../logs.ts';
import type { Ledger } from '../ports/ledger.ts';
import { lookAtSealed, type SealedLook } from '../startup/sealed-data.ts';
import { secretsOf } from '../startup/secrets-of.ts';
import { isDiskFull } from './disk-full.ts';
import { progressLine } from './progress.ts';

/** What a restore would do: what comes back, and what is known to be missing afterwards. */
export interface RestorePlan extends SealedLook {
  logs: { logId: string; seq: number; history: string }[];
  /** The backup was made of another market than the one that it would replace. */
  isOtherMarket: boolean;
  /** null: there was no market before, or it can't be read any more. */
  losses: Losses | null;
  /** Why nothing is known of what is missing. */
  unknown: string | null;
  /** What is named of the backup and refuses nothing: deadlines that an older version wrote too late (T7). */
  late: string[];
  /** Something that was here would be gone, or may be: somebody has to say yes to that. */
  takesAway: boolean;
}

export interface Planned {
  plan: RestorePlan;
  /** With what each log has to remember. */
  restored: RestoredLog[];
  /** People's words that the market here has destroyed (A4). */
  emptied: string[];
}

/**
 * Looks through a backup that was copied beside the market, and compares it with the market that it would replace.
 * @throws Error that says what is wrong, if the backup is not right in itself
 */
export async function planOf(
  config: Config,
  backup: Ledger,
  isQuiet: boolean,
  isThere: boolean,
  openReplaced: () => Ledger | Promise<Ledger>,
): Promise<Planned> {
  const { logs, late } = await verified(backup, isQuiet);
  const known = await knownLosses(logs, backup, isThere, openReplaced);
  const isLost = known.losses === null ? isThere && known.isMarket : known.losses.logs.length > 0;
  const { isMarket: _, restored, emptied, ...told } = known;
  const sealed = await opened(config, backup, isQuiet);
  return { plan: { logs, late, ...told, ...sealed, takesAway: isLost }, restored, emptied };
}

async function opened(config: Config, backup: Ledger, isQuiet: boolean): Promise<SealedLook> {
  const line = progressLine(isQuiet);
  const look = await lookAtSealed(backup, secretsOf(config), (count) =>
    line.show(`opening addresses: ${count}`),
  );
  line.end();
  return look;
}

/** A backup that is not right in itself is refused, with the first thing that is wrong. @returns its logs, each with a new history */
async function verified(backup: Ledger, isQuiet: boolean): Promise<Pick<RestorePlan, 'logs' | 'late'>> {
  const line = progressLine(isQuiet);
  line.show('looking through every page');
  const damage = await backup.damage();
  if (damage !== null) throw new Error(`This backup is not put back: its file is damaged (${damage}).`);
  const reports = await verifyMarket(backup, logKinds, null, (logId, seq, headSeq) =>
    line.show(`looking through ${logId}: ${seq} of ${headSeq} facts`),
  );
  line.end();
  const broken = reports.find(({ finding }) => finding !== null)?.finding;
  if (broken) throw new Error(`This backup is not put back: ${findingText(broken)}.`);
  if (reports.length === 0) throw new Error('There is no market in this file.');
  const heads = await backup.heads();
  const logs = heads.map(({ logId, seq }) => ({ logId, seq, history: systemIds.history() }));
  return { logs, late: reports.flatMap((report) => (report.late ? [lateText(report.late)] : [])) };
}

interface Known extends Pick<RestorePlan, 'losses' | 'unknown' | 'isOtherMarket'> {
  /** False: nothing is here that could be lost. */
  isMarket: boolean;
  restored: RestoredLog[];
  emptied: string[];
}

async function knownLosses(
  logs: RestorePlan['logs'],
  backup: Ledger,
  isThere: boolean,
  openReplaced: () => Ledger | Promise<Ledger>,
): Promise<Known> {
  const nowMs = Date.now();
  const restored = await withGaps(logs, backup, null, null, nowMs);
  const nothing = { losses: null, isOtherMarket: false, isMarket: false, restored, emptied: [] };
  if (!isThere) return { ...nothing, unknown: 'there was no market here to compare with' };
  try {
    const replaced = await openReplaced();
    try {
      const [here, there] = [await marketIdOf(replaced), await marketIdOf(backup)];
      const isOtherMarket = here !== null && there !== null && here !== there;
      const losses = await lossesOf(replaced, backup, logKinds);
      const emptied = (await replaced.emptiedTexts(nowMs)).map(({ textId }) => textId);
      const told = { losses, unknown: null, isOtherMarket, isMarket: true, emptied };
      if (isOtherMarket) return { ...told, restored };
      return { ...told, restored: await withGaps(logs, backup, replaced, losses, nowMs) };
    } finally {
      await replaced.close();
    }
  } catch (error) {
    // That says nothing of the market.
    if (isDiskFull(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return { ...nothing, isMarket: true, unknown: `the market that was replaced can not be read: ${why}` };
  }
}
