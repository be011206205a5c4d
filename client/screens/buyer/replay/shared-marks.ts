export interface Mark {
  /** Its share of the bar. */
  at: number;
  seqs: number[];
}

/** The marks to draw, in order of time. @param nearest a share of the bar: what is nearer to the mark before it joins that */
export function sharedMarks(moments: readonly { seq: number; at: number }[], nearest: number): Mark[] {
  const drawn: Mark[] = [];
  for (const { seq, at } of moments.toSorted((a, b) => a.at - b.at)) {
    const before = drawn.at(-1);
    if (before && at - before.at < nearest) before.seqs.push(seq);
    else drawn.push({ at, seqs: [seq] });
  }
  return drawn;
}
