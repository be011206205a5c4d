/**
 * The item whose move alone makes one order of another, with its places counted from 1; null: there is none, or it takes
 * several. Of two neighbours that changed places it is the one that came forward.
 */
export function movedItem(
  was: readonly number[],
  now: readonly number[],
): { itemNumber: number; from: number; to: number } | null {
  const first = was.findIndex((itemNumber, at) => itemNumber !== now[at]);
  const last = was.findLastIndex((itemNumber, at) => itemNumber !== now[at]);
  if (first < 0) return null;
  const moves = [
    { from: last, to: first },
    { from: first, to: last },
  ];
  for (const { from, to } of moves) {
    const moved = was.toSpliced(from, 1).toSpliced(to, 0, was[from]!);
    if (moved.every((itemNumber, at) => itemNumber === now[at])) {
      return { itemNumber: was[from]!, from: from + 1, to: to + 1 };
    }
  }
  return null;
}
