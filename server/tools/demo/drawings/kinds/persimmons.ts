import type { Kind, Tint } from '../kind.ts';
import { at, leaf, line, lit, oval, path, round, shaded, shadow } from '../paint.ts';
import { board, carton, knife, plate } from '../vessels.ts';

const calyx = (colour: string): string =>
  [20, 110, 200, 290]
    .map((turn) => at(0, 0, path('M0 0C6-14 22-14 26-2C18 8 8 8 0 0Z', colour), { turn }))
    .join('') + oval(0, 0, 5, 4, shaded(colour, 0.4));

/** Fresh from the tree, seen from the side. */
function fresh({ skin }: Tint): string {
  return (
    path('M0-36C34-40 54-20 52 6C50 32 26 42 0 42S-50 32-52 6C-54-20-34-40 0-36Z', round(skin)) +
    `<g transform="translate(0 -34) scale(1 .46)">${calyx('#7f8f4a')}</g>` +
    line('M0-36V-48', '#5a3a28', 5) +
    oval(-24, -8, 7, 15, '#ffffff', { turn: 26, more: 'opacity=".4"' })
  );
}

/** Dried, pressed flat, white with its own sugar. */
function dried({ skin, flesh }: Tint): string {
  return (
    oval(2, 8, 48, 30, shaded(skin, 0.4)) +
    oval(0, 0, 48, 30, round(skin)) +
    oval(0, -2, 42, 25, flesh, { more: 'opacity=".55"' }) +
    oval(-8, -7, 28, 13, '#ffffff', { turn: -8, more: 'opacity=".5"' }) +
    line(
      'M-30 6q10 8 22 8M12 14q12-2 20-10M-36-6q-2 8 2 12M20-16q12 4 16 12',
      shaded(skin, 0.2),
      2,
      'opacity=".5"',
    ) +
    `<g transform="translate(0 -2) scale(.7 .42)">${calyx('#7a6a48')}</g>`
  );
}

const torn = ({ skin, flesh }: Tint): string =>
  path('M-46 4C-46-22-20-30 2-28L8-16L2-8L12 0L4 10L10 20L2 28C-26 30-46 24-46 4Z', round(skin)) +
  path('M2-28L8-16L2-8L12 0L4 10L10 20L2 28L-8 20L-2 8L-10-2L-4-16Z', lit(skin, 0.3)) +
  oval(-24, -8, 14, 9, flesh, { turn: -20, more: 'opacity=".6"' });

export const persimmons: Kind = {
  // On their strings to dry, and some that are done.
  whole: (tint) =>
    shadow(150, 260, 116, 13) +
    line('M0 20H300', '#8a5a35', 9) +
    [
      [52, 0],
      [150, 18],
      [248, 0],
    ]
      .map(
        ([x, drop]) =>
          line(`M${x} 20V${150 + drop!}`, '#e2cf9c', 3) +
          [70, 138].map((y) => at(x!, y + drop!, fresh(tint), { scale: 0.8 })).join(''),
      )
      .join('') +
    at(92, 236, dried(tint), { turn: -4, scale: 0.98 }) +
    at(206, 238, dried(tint), { turn: 6, scale: 0.98 }) +
    at(150, 220, dried(tint), { scale: 1.02 }),
  cut: (tint) =>
    board(250) +
    plate(150, 200, 106) +
    at(104, 190, dried(tint), { turn: -8, scale: 0.96 }) +
    at(198, 190, dried(tint), { turn: 8, scale: 0.96 }) +
    at(150, 168, dried(tint), { scale: 1 }) +
    at(156, 216, torn(tint), { turn: 6, scale: 1.08 }) +
    at(66, 256, leaf(46, 16, '#c9702f'), { turn: -10 }) +
    knife(184, 270, -4, 0.66),
  parcel: (tint) =>
    carton(
      shaded(tint.skin, 0.14),
      dried(tint),
      [
        [92, 160, -8],
        [150, 154, 4],
        [208, 160, 8],
        [120, 146, 0],
        [180, 146, 0],
      ]
        .toReversed()
        .map(([x, y, turn]) => at(x!, y!, dried(tint), { turn: turn!, scale: 0.82 }))
        .join(''),
      0.6,
    ),
};
