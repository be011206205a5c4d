import type { Kind, Tint } from '../kind.ts';
import { at, box, flat, line, lit, oval, path, round, shaded, shadow, steam } from '../paint.ts';
import { label, plate } from '../vessels.ts';

const EGG = 'M0-34C18-34 29-8 29 8C29 26 16 34 0 34S-29 26-29 8C-29-8-18-34 0-34Z';

const egg = ({ skin }: Tint): string =>
  path(EGG, round(skin)) + oval(-10, -12, 5, 10, '#ffffff', { turn: 24, more: 'opacity=".5"' });

const half = ({ flesh }: Tint): string =>
  path(EGG, shaded('#fdf8ec', 0.16), 'transform="translate(2 4)"') +
  path(EGG, '#fdf8ec') +
  oval(0, 8, 16, 16, round(flesh)) +
  oval(-5, 2, 4, 3, '#ffffff', { more: 'opacity=".5"' });

const straw = (x: number, y: number, seed: number): string =>
  line(
    `M${x} ${y}q${14 + (seed % 7)} ${-10 + (seed % 9)} ${34 + (seed % 11)} ${(seed % 13) - 6}`,
    ['#e9cf8a', '#d8b566', '#c99f4c'][seed % 3]!,
    3,
  );

export const eggs: Kind = {
  // In a nest of straw.
  whole: (tint) =>
    shadow(152, 254, 120, 16) +
    oval(150, 214, 124, 46, shaded('#c99f4c', 0.3)) +
    Array.from({ length: 90 }, (_, each) =>
      straw(30 + ((each * 47) % 200), 190 + ((each * 29) % 58), each * 7),
    ).join('') +
    [
      [96, 176, -14],
      [204, 176, 16],
      [150, 152, 2],
      [120, 198, 10],
      [182, 200, -8],
    ]
      .map(([x, y, turn]) => at(x!, y!, egg(tint), { turn: turn!, scale: 1.26 }))
      .join('') +
    Array.from({ length: 44 }, (_, each) =>
      straw(36 + ((each * 61) % 190), 230 + ((each * 19) % 26), each * 5),
    ).join(''),
  cut: (tint) =>
    plate(150, 222, 124) +
    at(104, 176, half(tint), { turn: -14, scale: 1.24 }) +
    at(196, 178, half(tint), { turn: 16, scale: 1.24 }) +
    at(150, 196, half(tint), { turn: 2, scale: 1.3 }) +
    at(246, 232, egg(tint), { turn: 70, scale: 0.9 }) +
    [
      [78, 232],
      [96, 240],
      [132, 248],
      [176, 250],
      [212, 242],
    ]
      .map(([x, y], place) => oval(x!, y!, 7, 3.6, place % 2 ? '#87b05c' : '#5f8a3f', { turn: place * 37 }))
      .join('') +
    [
      [104, 186],
      [150, 206],
      [196, 188],
    ]
      .map(([x, y]) => oval(x!, y!, 1.6, 1.6, '#3a251d') + oval(x! + 6, y! + 4, 1.4, 1.4, '#3a251d'))
      .join('') +
    steam(150, 128, 56),
  parcel: (tint) =>
    shadow(156, 262, 124, 15) +
    path('M40 150L54 76Q56 68 64 68H236Q244 68 246 76L260 150Z', flat('#c9c2b4')) +
    path('M58 138L68 84H232L242 138Z', shaded('#c9c2b4', 0.2)) +
    [0, 1, 2, 3, 4].map((each) => at(74 + each * 38, 146, egg(tint), { scale: 0.72 })).join('') +
    box(36, 154, 228, 14, 7, flat('#d8d2c6')) +
    [0, 1, 2, 3, 4].map((each) => at(74 + each * 38, 168, egg(tint), { scale: 0.82 })).join('') +
    path(
      'M34 166q12 16 20 0t38 0 38 0 38 0 38 0 38 0 22 0L252 254q-2 8-10 8H58q-8 0-10-8Z',
      flat('#c9c2b4'),
    ) +
    [74, 112, 150, 188, 226]
      .map((x) => line(`M${x} 186q-8 30-2 66`, shaded('#c9c2b4', 0.18), 2, 'opacity=".5"'))
      .join('') +
    label(
      150,
      224,
      96,
      54,
      shaded(tint.flesh, 0.14),
      at(0, 0, egg({ ...tint, skin: lit(tint.skin, 0.06) })),
      0.5,
    ),
};
