import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJournal } from '../journal/reader.ts';
import { type Evidence, FILES } from './evidence.ts';
import { judgeOrders } from './judge-orders.ts';
import { judgeDigests, judgeFrames, judgePrivacy } from './judge-screens.ts';
import { judgeLog, judgePrices, judgeStock } from './judge-stock.ts';
import { openLedger } from './ledger.ts';
import { readKeys, readOrders } from './read-orders.ts';
import { replayLog } from './replay.ts';
import type { VerdictRow } from './row.ts';

/**
 * Judges a run by what its clients wrote down and what the database holds; nothing that the server says of itself counts.
 * @param folder where the run left its journal and its evidence
 * @param database `sqlite:<file>` or `postgres://…`
 */
export async function judgeRun(folder: string, database: string): Promise<VerdictRow[]> {
  const evidence = JSON.parse(await readFile(join(folder, FILES.evidence), 'utf8')) as Evidence;
  const journal = await readJournal(join(folder, FILES.journal));
  const { streamId, buyerIds, isOwnStream, look } = evidence;
  const ledger = await openLedger(database);
  try {
    const places = new Set(look.screens.flatMap(({ seq, freshSeq }) => [seq, freshSeq ?? 0]));
    const replay = await replayLog(ledger, streamId, places);
    const orders = await readOrders(ledger, streamId);
    const ledgerKeys = await readKeys(ledger, streamId);
    const [acked, unknown, unsent, doubled, refused, overtaken] = judgeOrders({
      keys: journal.keys,
      buyerIds,
      orders,
      ledgerKeys,
      isOwnStream,
    });
    return [
      acked!,
      unknown!,
      unsent!,
      doubled!,
      ...(await judgeStock(ledger, streamId, replay, evidence)),
      judgePrices(replay, orders),
      judgeLog(replay),
      judgeFrames(look, journal),
      judgeDigests(look, replay),
      await judgePrivacy(join(folder, FILES.publicEvents), evidence),
      refused!,
      overtaken!,
    ];
  } finally {
    await ledger.close();
  }
}
