import type { Kind, Tint } from '../kind.ts';
import { at, closed, line, lit, lump, path, round, shaded, shadow, steam } from '../paint.ts';
import { board, bowl, carton, hamper, knife } from '../vessels.ts';

const EYES = [
  [-20, -4],
  [6, -14],
  [20, 6],
  [-4, 12],
  [-26, 12],
] as const;

function potato({ skin }: Tint, seed: number): string {
  const eyes = EYES.map(([x, y]) => line(`M${x} ${y}q4 4 8 0`, shaded(skin, 0.45), 2.2, 'opacity=".7"'));
  return (
    path(lump(42, 32, seed, 0.14), round(skin)) +
    path('M-30-8C-24-22-6-27 12-24C-4-20-20-14-30-8Z', lit(skin, 0.6), 'opacity=".55"') +
    eyes.join('')
  );
}

function half({ skin, flesh }: Tint): string {
  const edge = closed([
    [-44, 0],
    [-24, -22],
    [10, -25],
    [40, -12],
    [44, 8],
    [20, 24],
    [-16, 25],
    [-40, 14],
  ]);
  return (
    at(0, 6, path(edge, shaded(skin, 0.3))) +
    path(edge, skin) +
    at(0, -1, path(edge, lit(flesh, 0.1)), { scale: 0.92 }) +
    at(-4, -3, path(edge, lit(flesh, 0.5), 'opacity=".6"'), { scale: 0.66 })
  );
}

const PILE = [
  [104, 132, -12, 1],
  [152, 112, 8, 1.05],
  [204, 134, 20, 0.98],
  [78, 164, 8, 0.95],
  [132, 158, -6, 1.12],
  [186, 166, 10, 1.08],
  [228, 170, -20, 0.86],
] as const;

export const potatoes: Kind = {
  whole: (tint) =>
    shadow(152, 258, 116, 14) +
    PILE.map(([x, y, turn, scale], place) => at(x, y, potato(tint, place + 3), { turn, scale })).join('') +
    hamper(150, 182) +
    at(262, 258, potato(tint, 40), { turn: -14, scale: 0.62 }),
  cut: (tint) =>
    board(244) +
    shadow(212, 226, 40, 8, 0.25) +
    bowl(
      { x: 136, y: 134, rx: 84 },
      [
        [88, 122, -20, 0.62],
        [178, 122, 24, 0.62],
        [134, 110, 4, 0.72],
        [110, 136, 12, 0.62],
        [160, 138, -8, 0.64],
      ]
        .map(([x, y, turn, scale], place) =>
          at(x!, y!, place % 2 ? half(tint) : potato(tint, place + 60), { turn: turn!, scale: scale! }),
        )
        .join(''),
    ) +
    steam(134, 92, 56) +
    at(232, 220, half(tint), { turn: 12, scale: 0.86 }) +
    knife(60, 262, -5, 0.8),
  parcel: (tint) =>
    carton(
      shaded(tint.skin, 0.12),
      potato(tint, 9),
      [
        [92, 146, -14, 0.9],
        [206, 148, 16, 0.9],
        [150, 136, 4, 1],
        [120, 164, 10, 0.86],
        [182, 166, -8, 0.86],
      ]
        .map(([x, y, turn, scale], place) =>
          at(x!, y!, potato(tint, place + 20), { turn: turn!, scale: scale! }),
        )
        .join(''),
      0.62,
    ),
};
