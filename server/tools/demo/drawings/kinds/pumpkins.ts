import type { Kind, Tint } from '../kind.ts';
import { at, leaf, line, lit, oval, path, round, shaded, shadow, steam } from '../paint.ts';
import { board, bowl, carton, knife } from '../vessels.ts';

/** About 0, some 170 wide. */
function pumpkin({ skin }: Tint): string {
  const rib = (x: number, rx: number, share: number) =>
    oval(x, 4, rx, 58, round(share > 0 ? shaded(skin, share) : skin));
  return (
    rib(-58, 30, 0.1) +
    rib(60, 30, 0.26) +
    rib(-34, 36, 0) +
    rib(38, 36, 0.16) +
    oval(2, 6, 36, 58, round(lit(skin, 0.08))) +
    line(
      'M-66 20q2 20 14 30M-40-34q-14 34-6 76M-20-44q-10 46-2 92M24-44q12 46 4 92M48-34q14 34 6 76',
      shaded(skin, 0.34),
      2,
      'opacity=".55"',
    ) +
    path('M-14-46C-10-58-12-72-20-82L-2-88C2-74 6-62 16-48Q0-40-14-46Z', round('#8a8a4a')) +
    oval(-11, -85, 9.4, 4, lit('#8a8a4a', 0.3), { turn: -18 }) +
    oval(-40, -16, 7, 20, '#ffffff', { turn: 18, more: 'opacity=".3"' })
  );
}

/** A slice lying on its skin. */
const slice = ({ skin, flesh }: Tint): string =>
  path('M-70-14C-54 46 54 46 70-14C62 30-62 30-70-14Z', round(skin)) +
  path('M-70-14C-58 34 58 34 70-14C40-4-40-4-70-14Z', lit(flesh, 0.12)) +
  path('M-46-9C-34 12 34 12 46-9C26-4-26-4-46-9Z', shaded(flesh, 0.16)) +
  [-22, -8, 7, 21].map((x, each) => oval(x, -2 + (each % 2) * 4, 6, 3.4, '#f8efd6', { turn: x })).join('');

const cube = ({ flesh }: Tint): string =>
  path('M-12-8L0-13L12-8V7L0 13L-12 7Z', shaded(flesh, 0.2)) +
  path('M-12-8L0-13L12-8L0-2Z', lit(flesh, 0.35)) +
  path('M-12-8L0-2V13L-12 7Z', flesh);

export const pumpkins: Kind = {
  whole: (tint) =>
    shadow(158, 252, 118, 17) +
    at(216, 178, pumpkin(tint), { scale: 0.84, turn: 6, flip: true }) +
    at(118, 176, pumpkin(tint), { scale: 1.14 }) +
    at(206, 248, leaf(62, 24, '#7f9f55'), { turn: -10 }) +
    line('M206 248q-20 4-26-8t6-14', '#8a9a4c', 3.4),
  cut: (tint) =>
    board(252) +
    bowl(
      { x: 196, y: 146, rx: 76, glaze: '#f6f0e4', band: '#b8742a' },
      oval(196, 148, 70, 20, lit(tint.flesh, 0.2)) +
        [
          [156, 142],
          [184, 132],
          [214, 134],
          [238, 144],
          [172, 154],
          [204, 152],
          [228, 156],
          [190, 142],
        ]
          .map(([x, y], place) => at(x!, y!, cube(tint), { turn: place * 9 - 30 }))
          .join(''),
    ) +
    steam(196, 104, 52) +
    shadow(96, 224, 66, 10, 0.26) +
    at(92, 192, slice(tint), { turn: -8, scale: 0.98 }) +
    at(116, 238, slice(tint), { turn: 6, scale: 0.86 }) +
    knife(196, 276, -4, 0.6),
  parcel: (tint) =>
    carton(
      shaded(tint.skin, 0.1),
      pumpkin(tint),
      at(110, 134, pumpkin(tint), { scale: 0.72, turn: -6 }) +
        at(200, 138, pumpkin(tint), { scale: 0.68, turn: 8, flip: true }),
      0.36,
    ),
};
