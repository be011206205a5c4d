import type { Kind, Tint } from '../kind.ts';
import { at, leaf, line, lit, oval, path, round, shaded, shadow, steam } from '../paint.ts';
import { bowl, carton, hamper } from '../vessels.ts';

/** A cob from 0 (its foot) up to 0, -130. */
function cob({ skin, flesh }: Tint, hasHusk: boolean): string {
  const kernels = Array.from({ length: 14 }, (_, row) =>
    Array.from({ length: 7 }, (_, column) => {
      const t = row / 13;
      const half =
        27 * Math.sin(Math.min(1, 0.42 + t * 0.9) * Math.PI * 0.62) * (t > 0.72 ? 1 - (t - 0.72) * 2.1 : 1);
      const angle = ((column - 3) / 3.3) * 1.35;
      const width = 8.4 * Math.cos(angle) * (half / 27) + 1;
      const colour = (row * 3 + column * 5) % 7 === 0 ? flesh : skin;
      return (
        oval(
          Math.sin(angle) * half,
          -8 - row * 8.9,
          width / 2 + 0.8,
          4.6,
          column > 4 ? shaded(colour, 0.2) : colour,
        ) +
        (column < 4
          ? oval(Math.sin(angle) * half - 1, -9.6 - row * 8.9, width / 4, 1.4, lit(colour, 0.75))
          : '')
      );
    }).join(''),
  ).join('');
  return (
    path('M-26-4C-32-60-20-124 0-134C20-124 32-60 26-4Q0 8-26-4Z', shaded(skin, 0.4)) +
    kernels +
    (hasHusk
      ? path('M-4 20C-36 8-44-44-34-86C-26-50-14-26 0-10Z', round('#a9bf6a')) +
        path('M4 20C36 8 46-38 40-78C28-46 14-24 0-8Z', round('#94ad58')) +
        path('M-14 16C-18-6-10-34 0-52C12-32 18-6 14 16Q0 26-14 16Z', round('#b9cc7c')) +
        line(
          'M-22 0C-30-26-32-50-31-70M24 0C32-24 36-44 36-62M0 16V-36',
          shaded('#a9bf6a', 0.25),
          1.8,
          'opacity=".7"',
        )
      : '')
  );
}

const LYING = [
  [78, 180, -34],
  [108, 168, -14],
  [152, 166, 2],
  [196, 168, 16],
  [224, 182, 36],
] as const;

export const corn: Kind = {
  whole: (tint) =>
    shadow(152, 258, 112, 14) +
    LYING.map(([x, y, turn]) => at(x, y + 14, cob(tint, true), { turn, scale: 0.98 })).join('') +
    hamper(150, 194, 196, '#b9864c'),
  // Shelled, and steamed in pieces.
  cut: (tint) =>
    bowl(
      { y: 166, rx: 98, glaze: '#4f6f6a', band: '#e7c98a' },
      [
        [96, 158, -24, 0.62],
        [146, 150, 4, 0.72],
        [196, 160, 26, 0.62],
        [122, 176, -8, 0.54],
        [172, 178, 10, 0.54],
      ]
        .map(([x, y, turn, scale]) => at(x!, y!, cob(tint, false), { turn: turn!, scale: scale! }))
        .join('') +
        at(80, 160, leaf(70, 16, '#94ad58'), { turn: -120 }) +
        at(220, 164, leaf(70, 16, '#a9bf6a'), { turn: -60 }),
    ) +
    steam(150, 70, 48) +
    Array.from({ length: 14 }, (_, each) =>
      oval(
        40 + ((each * 53) % 70),
        258 + ((each * 17) % 20),
        6,
        4.6,
        each % 3 ? tint.skin : lit(tint.skin, 0.3),
        { turn: each * 40 },
      ),
    ).join(''),
  parcel: (tint) =>
    carton(
      shaded('#94ad58', 0.1),
      at(0, 56, cob(tint, true)),
      [
        [92, 206, -12],
        [130, 204, 4],
        [168, 204, -5],
        [208, 206, 12],
      ]
        .map(([x, y, turn]) => at(x!, y!, cob(tint, true), { turn: turn!, scale: 0.78 }))
        .join(''),
      0.34,
    ),
};
