import type { Ledger, Projections } from '../ports/ledger.ts';
import type { AuditedKind } from './audited-kind.ts';
import type { OnProgress } from './log-walk.ts';
import { readTerms } from './settlement/terms.ts';
import { auditedKind } from './verify.ts';

export interface Rebuilt {
  logId: string;
  facts: number;
}

/**
 * Makes the rows and the snapshot of logs again, from their facts alone; of those that are asked for, or of all. Nobody
 * else may write meanwhile, and nothing of it counts until all of it is there.
 */
export async function rebuildMarket(
  ledger: Ledger,
  projections: Projections,
  kinds: readonly AuditedKind[],
  logIds: readonly string[] | null,
  onProgress: OnProgress = () => {},
): Promise<Rebuilt[]> {
  const rebuilt: Rebuilt[] = [];
  const terms = await readTerms(ledger);
  for (const head of await ledger.heads()) {
    if (logIds && !logIds.includes(head.logId)) continue;
    const kind = auditedKind(kinds, head.kind, head.logId);
    await kind.rebuild(head, { ledger, projections, terms, onProgress });
    rebuilt.push({ logId: head.logId, facts: head.seq });
  }
  await projections.finish();
  return rebuilt;
}
