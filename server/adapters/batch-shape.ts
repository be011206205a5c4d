import type { Batch } from '../event-log/ports/store.ts';
import type { MarketBatch } from '../ports/rows.ts';

/** A batch that moves nothing carries refusals only; then another writer's newer head does not matter. */
export function hasOnlyRefusals(batch: MarketBatch): boolean {
  return (
    batch.from === batch.to &&
    batch.facts.length === 0 &&
    batch.keys.length === 0 &&
    Object.values(batch.effects.rows).every((rows: unknown[]) => rows.length === 0)
  );
}

/** @returns what is wrong with a batch that would leave a gap in its log, or null */
export function gapIn(batch: Batch): string | null {
  const { facts, from, to } = batch;
  const isUnbroken =
    facts.length === to - from && facts.every((fact, index) => fact.seq === from + 1 + index);
  if (!isUnbroken) return `The facts of a batch must be ${from + 1} to ${to} without a gap.`;
  const last = facts.at(-1);
  return last && last.hash !== batch.hash ? "The batch's hash must be its last fact's." : null;
}
