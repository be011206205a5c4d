/** A word of a mark, in a row above the minutes; all in the same pixels. */
export interface MarkLabel {
  words: string;
  colour: string;
  width: number;
  /** Where its middle should stand, and how far to the right it may stand. */
  atX: number;
  untilX: number;
}

/**
 * Places the words of one row so that none covers another: from the left, each as near to its mark as those before it leave
 * room. What finds none is left out; its mark stays.
 */
export function placeLabels<L extends Omit<MarkLabel, 'words' | 'colour'>>(
  labels: readonly L[],
  { left, right, gap }: { left: number; right: number; gap: number },
): (L & { x: number })[] {
  let end = Number.NEGATIVE_INFINITY;
  return [...labels]
    .sort((a, b) => a.atX - b.atX)
    .flatMap((label) => {
      const half = label.width / 2;
      const last = right - half;
      const wished = Math.min(Math.max(label.atX, left + half), last);
      const x = Math.max(wished, end + gap + half);
      if (x > Math.min(Math.max(label.untilX, wished), last)) return [];
      end = x + half;
      return [{ ...label, x }];
    });
}

/** So many marks beside each other are one group; fewer are drawn one by one. */
const FEWEST_GROUPED = 3;

/**
 * Marks that stand nearer to each other than a gap, as groups, from the left; a group of fewer than three is left apart. Drawn
 * one by one, those of an hour would be one solid area.
 */
export function grouped<M extends { x: number }>(marks: readonly M[], gap: number): M[][] {
  const runs: M[][] = [];
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const run = runs.at(-1);
    if (run && mark.x - run.at(-1)!.x < gap) run.push(mark);
    else runs.push([mark]);
  }
  return runs.flatMap((run) => (run.length < FEWEST_GROUPED ? run.map((mark) => [mark]) : [run]));
}
