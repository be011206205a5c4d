import { expect, test } from 'vitest';
import { sharedMarks } from '../../client/screens/buyer/replay/shared-marks.ts';

test('[N6] questions that would lie on each other in the replay share a mark; no mark grows without end', () => {
  const moments = [0.52, 0.1, 0.12, 0.5, 0.54].map((at, seq) => ({ seq, at }));
  expect(sharedMarks(moments, 0.03)).toEqual([
    { at: 0.1, seqs: [1, 2] },
    { at: 0.5, seqs: [3, 0] },
    { at: 0.54, seqs: [4] },
  ]);
  expect(sharedMarks(moments, 0)).toHaveLength(5);
});
