import type { Reason } from '../../shared/contract/answer.ts';
import type { ChangedProducts, ChangesOfEach } from '../../shared/contract/catalogue.ts';
import { MAX_CHANGED_AT_ONCE } from '../../shared/contract/office-lists.ts';
import { ok, type Result } from '../../shared/values/result.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import type { Outside } from './world.ts';

/** The same changes for many products; `currency` is that of prices and floor prices. */
export interface ManyChanges {
  productIds: readonly string[];
  changes: ChangesOfEach;
  currency: string;
}

export interface ManyProducts {
  /** What would change now. */
  preview(asked: ManyChanges): Promise<Result<ChangedProducts, Reason>>;
  /**
   * Changes them, so many a command, each under a key of its own; the first that has no answer ends it. Asked again it goes
   * on there: what was decided is decided once (I1).
   */
  change(asked: ManyChanges): Promise<Result<ChangedProducts, Reason>>;
  /** Gives each back what it had; of units what came or went, since streams may have taken some meanwhile. */
  undo(changed: ChangedProducts['changed'], currency: string): Promise<Result<ChangedProducts, Reason>>;
}

export function createManyProducts({ http, newKey }: Pick<Outside, 'http' | 'newKey'>): ManyProducts {
  const send = createIdempotentSender(newKey);
  /** Slices of one change that were answered: a second try does not ask for them again. */
  const answered = new Map<string, ChangedProducts>();

  async function all(
    { productIds, ...rest }: ManyChanges,
    ask: (slice: ManyChanges & { productIds: string[] }) => Promise<Result<ChangedProducts, Reason>>,
  ): Promise<Result<ChangedProducts, Reason>> {
    const told: ChangedProducts = { changed: [], refused: [] };
    for (let at = 0; at < productIds.length; at += MAX_CHANGED_AT_ONCE) {
      const slice = { productIds: productIds.slice(at, at + MAX_CHANGED_AT_ONCE), ...rest };
      const answer = await ask(slice);
      if (!answer.ok) return answer;
      told.changed.push(...answer.value.changed);
      told.refused.push(...answer.value.refused);
    }
    return ok(told);
  }
  async function change(asked: ManyChanges): Promise<Result<ChangedProducts, Reason>> {
    const answer = await all(asked, async (slice) => {
      const name = JSON.stringify(slice);
      const known = answered.get(name);
      if (known) return ok(known);
      const answer = await send(slice, (body) => http.call('changeProducts', { body }));
      if (answer.ok) answered.set(name, answer.value);
      return answer;
    });
    if (answer.ok) answered.clear();
    return answer;
  }
  return {
    preview: (asked) => all(asked, (body) => http.call('previewProducts', { body })),
    change,
    async undo(changed, currency) {
      const told: ChangedProducts = { changed: [], refused: [] };
      for (const [was, productIds] of sameBack(changed)) {
        const answer = await change({ productIds, changes: JSON.parse(was) as ChangesOfEach, currency });
        if (!answer.ok) return answer;
        told.changed.push(...answer.value.changed);
        told.refused.push(...answer.value.refused);
      }
      return ok(told);
    },
  };
}

/** Products by what brings back what they had, as JSON. */
function sameBack(changed: ChangedProducts['changed']): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { productId, was, now } of changed) {
    const { warehouseUnits, ...had } = was;
    const back: ChangesOfEach =
      warehouseUnits === undefined
        ? had
        : { ...had, unitsDelta: warehouseUnits - (now?.warehouseUnits ?? warehouseUnits) };
    const name = JSON.stringify(back);
    groups.set(name, [...(groups.get(name) ?? []), productId]);
  }
  return groups;
}
