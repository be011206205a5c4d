import type { Kind, Tint } from '../kind.ts';
import { at, box, flat, line, lit, oval, path, shaded, shadow, steam } from '../paint.ts';
import { board, knife, label, plate } from '../vessels.ts';

/** A round cheese with a piece cut out of it, about 0, some 180 wide. */
function wheel({ skin, flesh }: Tint): string {
  return (
    path('M-92-10C-92 12-92 26-92 36C-92 62-52 78 0 78S92 62 92 36V-10Z', flat(skin)) +
    oval(0, -10, 92, 42, lit(skin, 0.3)) +
    oval(0, -11, 84, 37, lit(flesh, 0.3)) +
    line('M-86 8q30 40 86 40t86-40', shaded(skin, 0.16), 2, 'opacity=".5"') +
    path('M0 30L91 36Q88 66 30 77Z', '#a06c3c') +
    path('M0-12L91-6V38L0 31Z', lit(flesh, 0.36)) +
    path('M0-12L30 30V77L0 32Z', shaded(flesh, 0.14)) +
    [
      [34, 6, 4],
      [56, 20, 5],
      [72, 6, 3],
      [14, 8, 3],
    ]
      .map(([x, y, r]) => oval(x!, y!, r!, r! * 0.8, shaded(flesh, 0.16)))
      .join('') +
    oval(-46, -22, 22, 6, '#ffffff', { turn: -16, more: 'opacity=".5"' })
  );
}

const wedge = ({ skin, flesh }: Tint): string =>
  path('M-58 6L50-26V10L-58 44Z', lit(flesh, 0.34)) +
  path('M50-26Q66-16 66-4V30L50 10Z', skin) +
  path('M-58 6L50-26Q66-18 66-4L-58 6Z', lit(flesh, 0.56)) +
  path('M-58 6L66-4V30L-58 44Z', flesh) +
  [
    [0, 16, 5],
    [28, 12, 4],
    [-26, 24, 4],
    [44, 20, 3],
  ]
    .map(([x, y, r]) => oval(x!, y!, r!, r! * 0.8, shaded(flesh, 0.18)))
    .join('');

/** A slice as the pan leaves it. */
const grilled = ({ flesh }: Tint): string =>
  path('M-34-14L26-20L36 10L-26 18Z', shaded(flesh, 0.3), 'transform="translate(0 7)"') +
  path('M-34-14L26-20L36 10L-26 18Z', flat(lit(flesh, 0.2))) +
  path('M-26-10L22-15L29 7L-20 13Z', '#d09a4a', 'opacity=".6"') +
  line('M-18-10l6 22M-2-12l6 22M14-14l6 22', '#a86a2a', 3.4, 'opacity=".7"');

export const cheese: Kind = {
  whole: (tint) =>
    board(254) +
    shadow(150, 238, 112, 13, 0.26) +
    at(146, 162, wheel(tint), { scale: 1.08 }) +
    at(238, 232, wedge(tint), { turn: 4, scale: 0.56 }),
  cut: (tint) =>
    plate(150, 218, 126) +
    [
      [92, 208, -10],
      [150, 220, 2],
      [210, 208, 12],
      [118, 182, 6],
      [180, 182, -8],
      [150, 158, 4],
    ]
      .toSorted((a, b) => a[1]! - b[1]!)
      .map(([x, y, turn]) => at(x!, y!, grilled(tint), { turn: turn!, scale: 1.18 }))
      .join('') +
    [
      [74, 232],
      [226, 234],
      [134, 246],
      [178, 246],
    ]
      .map(([x, y], place) => oval(x!, y!, 8, 4, place % 2 ? '#87b05c' : '#5f8a3f', { turn: place * 40 }))
      .join('') +
    steam(150, 132, 62),
  parcel: (tint) =>
    shadow(152, 260, 116, 14) +
    at(224, 226, wedge(tint), { scale: 0.6, turn: 6 }) +
    // Wrapped in paper and tied.
    path('M52 138L150 108L248 138L242 236L150 262L58 236Z', flat('#f3ead6')) +
    path('M52 138L150 168L248 138L150 108Z', lit('#f3ead6', 0.5)) +
    path('M150 168V262L242 236L248 138Z', shaded('#f3ead6', 0.14)) +
    line('M101 122L196 152V248M199 122L104 152V248', '#b9864c', 4.4) +
    line('M150 138c-22-22-46-12-36 0s26 8 36 0c22-22 46-12 36 0s-26 8-36 0', '#b9864c', 4.4) +
    box(148, 134, 6, 6, 3, shaded('#b9864c', 0.2)) +
    label(150, 214, 84, 60, shaded(tint.skin, 0.26), at(0, 2, wedge(tint)), 0.5) +
    at(40, 272, knife(0, 0, -2, 0.5)),
};
