import { type Anomaly, explore } from './explore.ts';
import type { Call, Scene } from './scene.ts';

/** What exploring many groups of calls came to. */
export interface Tally {
  groups: number;
  plays: number;
  /** Groups of which every order was played. */
  whole: number;
  anomalies: Anomaly[];
}

/**
 * Every pair of calls, each with itself as well: the same frame twice. A twin meets the one that it is a twin of, and nobody
 * else: what it would do to the others, that one does.
 */
export function pairsOf(calls: readonly Call[]): [Call, Call][] {
  const pairs = calls.flatMap((call, n) => calls.slice(n).map((other): [Call, Call] => [call, other]));
  return pairs.filter(([{ name, twinOf }, other]) => twinOf === undefined && (other.twinOf ?? name) === name);
}

export function triplesOf(calls: readonly Call[]): Call[][] {
  return calls.flatMap((call, n) =>
    calls.slice(n + 1).flatMap((other, m) => calls.slice(n + m + 2).map((third) => [call, other, third])),
  );
}

export async function exploreAll(
  scene: Scene,
  groups: readonly (readonly Call[])[],
  options: Parameters<typeof explore>[2],
): Promise<Tally> {
  const tally: Tally = { groups: 0, plays: 0, whole: 0, anomalies: [] };
  for (const calls of groups) {
    const { plays, isWhole, anomalies } = await explore(scene, calls, options);
    tally.groups += 1;
    tally.plays += plays;
    if (isWhole) tally.whole += 1;
    // One of each group is enough to read.
    tally.anomalies.push(...anomalies.slice(0, 1));
  }
  return tally;
}
