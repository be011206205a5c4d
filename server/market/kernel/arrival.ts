import type { DecideAt } from './decision.ts';

/** The arrival as a fact keeps it: nothing where the fact is dated with it anyway (T3). */
export function unlessAt({ receivedAtMs, atMs }: Pick<DecideAt, 'receivedAtMs' | 'atMs'>): {
  receivedAtMs?: number;
} {
  return receivedAtMs === atMs ? {} : { receivedAtMs };
}
