import type { PlacedBug } from './planted-bug.ts';

/**
 * Which bugs a run plants. `quick` is the sentinels and what was touched; `rest` is what `quick` leaves, so that the two
 * together plant every bug once.
 */
export const TIERS = ['all', 'quick', 'rest', 'sentinels', 'touched'] as const;
export type Tier = (typeof TIERS)[number];

/** One part of several, for machines that share the work: `index` from 1 to `of`. */
export interface Shard {
  index: number;
  of: number;
}

/** What decides which bugs a tier holds. */
export interface Grounds {
  sentinels: readonly string[];
  /** Paths from the top of the repository that have changed; null if that is not known, which touches every bug. */
  changed: readonly string[] | null;
}

/** The bugs of a tier, in the order of the list. */
export function bugsOf<Bug extends PlacedBug>(
  tier: Tier,
  bugs: readonly Bug[],
  { sentinels, changed }: Grounds,
): Bug[] {
  const isSentinel = ({ id }: Bug) => sentinels.includes(id);
  const isTouched = ({ file, caughtBy }: Bug) =>
    changed === null || [file, ...caughtBy].some((path) => changed.includes(path));
  const isQuick = (bug: Bug) => isSentinel(bug) || isTouched(bug);
  const belongs: Record<Tier, (bug: Bug) => boolean> = {
    all: () => true,
    quick: isQuick,
    rest: (bug) => !isQuick(bug),
    sentinels: isSentinel,
    touched: isTouched,
  };
  return bugs.filter(belongs[tier]);
}

/** Every bug is in exactly one shard; neighbours, which are as slow as each other, are in different ones. */
export function shardOf<Bug>(bugs: readonly Bug[], { index, of }: Shard): Bug[] {
  return bugs.filter((_, place) => place % of === index - 1);
}

/** `2/4`: the second of four. Throws if it is not that. */
export function shardFrom(text: string): Shard {
  const [, index, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of) {
    throw new Error(`--shard wants a part of so many, such as 2/4, and not ${text}.`);
  }
  return { index, of };
}
