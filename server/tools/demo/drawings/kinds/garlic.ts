import type { Kind, Tint } from '../kind.ts';
import { at, line, lit, oval, path, round, shaded, shadow } from '../paint.ts';
import { board, bowl, carton, knife } from '../vessels.ts';

function bulb({ skin, flesh }: Tint): string {
  return (
    path(
      'M0-62C4-44 10-34 26-24C48-10 52 18 34 34C18 44-18 44-34 34C-52 18-48-10-26-24C-10-34-6-44-4-62Z',
      round(skin),
    ) +
    path('M-30-18C-46 2-42 26-24 37C-34 14-30-8-14-28Z', flesh, 'opacity=".4"') +
    path('M26-22C44-4 44 24 26 36C34 14 30-8 16-28Z', flesh, 'opacity=".5"') +
    line(
      'M-2-34C-16-10-18 18-12 40M2-34C14-10 18 16 12 40M-12-30C-34-8-36 16-28 32M12-30C34-8 36 16 28 32',
      shaded(flesh, 0.1),
      1.7,
      'opacity=".5"',
    ) +
    line('M-20 41q20 6 40 0M-12 42v5M-4 43v6M4 43v5M12 42v6', '#a8875c', 2.2) +
    oval(-18, -2, 5, 14, '#ffffff', { turn: 22, more: 'opacity=".6"' })
  );
}

const clove = ({ skin, flesh }: Tint): string =>
  path('M0-30C14-14 20 6 12 22Q0 30-14 22C-20 4-12-16 0-30Z', round(mixed(skin))) +
  path('M2-26C12-10 16 8 9 21C12 4 8-12 2-26Z', flesh, 'opacity=".45"') +
  line('M-12 24q12 5 22-1', '#a8875c', 2.4);

const mixed = (skin: string) => lit(skin, 0.3);

export const garlic: Kind = {
  // Plaited by its leaves, as it dries under the roof.
  whole: (tint) =>
    shadow(156, 262, 100, 12) +
    line('M150-6C140 24 160 44 150 74M158-6C168 24 142 46 156 76', '#c9b07a', 8) +
    line('M150-6C140 24 160 44 150 74', '#e2cf9c', 3) +
    [
      [118, 92, -18, 0.9],
      [184, 96, 18, 0.9],
      [150, 118, 0, 0.96],
      [108, 156, -14, 0.98],
      [194, 160, 14, 0.98],
      [150, 186, 2, 1.08],
      [98, 222, -10, 0.94],
      [204, 224, 12, 0.94],
    ]
      .map(([x, y, turn, scale]) => at(x!, y!, bulb(tint), { turn: turn!, scale: scale! }))
      .join('') +
    at(256, 262, clove(tint), { turn: 60, scale: 0.62 }),
  cut: (tint) =>
    board(250) +
    shadow(104, 222, 56, 9, 0.26) +
    at(102, 170, bulb(tint), { turn: -8, scale: 1.26 }) +
    bowl(
      { x: 212, y: 178, rx: 58, glaze: '#f6f0e4', band: '#6a8a5a' },
      Array.from({ length: 60 }, (_, each) =>
        oval(166 + ((each * 37) % 92), 164 + ((each * 11) % 20), 4, 3, each % 3 ? '#fbf3d8' : '#eddcae', {
          turn: each * 31,
        }),
      ).join(''),
    ) +
    at(72, 250, clove(tint), { turn: -70, scale: 0.8 }) +
    at(118, 256, clove(tint), { turn: 64, scale: 0.74 }) +
    at(156, 246, clove(tint), { turn: -24, scale: 0.62 }) +
    knife(178, 276, -4, 0.66),
  parcel: (tint) =>
    carton(
      shaded(tint.flesh, 0.14),
      bulb(tint),
      [
        [88, 152, -10, 0.86],
        [150, 142, 2, 0.94],
        [212, 152, 12, 0.86],
        [118, 166, 6, 0.8],
        [182, 168, -6, 0.8],
      ]
        .map(([x, y, turn, scale]) => at(x!, y!, bulb(tint), { turn: turn!, scale: scale! }))
        .join(''),
      0.5,
    ),
};
