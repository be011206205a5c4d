import type { Kind, Tint } from '../kind.ts';
import { at, box, flat, line, lit, mix, oval, path, shaded, shadow } from '../paint.ts';
import { label } from '../vessels.ts';

/** A flowering stalk, up from 0. */
const rape = (): string =>
  line('M0 40C-4 0 4-40 0-84', '#7f9f55', 5) +
  line('M0 0q16-10 22-26M-1-20q-16-8-20-24', '#7f9f55', 3.4) +
  Array.from({ length: 15 }, (_, each) => {
    const [x, y] = [Math.sin(each * 2.1) * 22, -54 - ((each * 17) % 50)];
    return (
      [0, 90, 180, 270]
        .map((turn) =>
          at(x, y, oval(0, -5.6, 4.6, 5.6, each % 2 ? '#f6cf3a' : '#eebb2a'), { turn: turn + each * 20 }),
        )
        .join('') + oval(x, y, 2, 2, '#a98a1e')
    );
  }).join('');

/** A bottle about 0, its foot at 0, 110. */
function bottle({ skin, flesh }: Tint, isOpen = false): string {
  return (
    path(
      'M-16-104H16V-70C18-52 46-40 46-10V96Q46 110 32 110H-32Q-46 110-46 96V-10C-46-40-18-52-16-70Z',
      '#b4cfc8',
    ) +
    path('M-13-62C-16-46-41-34-41-8V94Q-41 105-30 105H30Q41 105 41 94V-8C41-34 16-46 13-62Z', flat(skin)) +
    path(
      'M-36-10C-34-30-16-38-12-56L-6-58C-8-36-24-28-24-8V98H-32Q-36 98-36 92Z',
      lit(skin, 0.7),
      'opacity=".6"',
    ) +
    path('M26-14v110q10 0 11-8V-8Q36-14 32-22Z', shaded(skin, 0.3), 'opacity=".5"') +
    (isOpen
      ? oval(0, -104, 16, 4, '#e8f3f0')
      : box(-18, -128, 36, 30, 5, flat(flesh)) + line('M-18-106h36', shaded(flesh, 0.3), 2.4))
  );
}

export const oil: Kind = {
  whole: (tint) =>
    at(232, 214, rape(), { turn: 14, scale: 1.14 }) +
    at(62, 220, rape(), { turn: -16, scale: 1.06 }) +
    shadow(156, 262, 66, 12) +
    at(150, 154, bottle(tint), { scale: 0.98 }) +
    label(150, 210, 70, 64, shaded(tint.skin, 0.24), at(0, 18, rape()), 0.34),
  // Into a pan with a whole chili and garlic in it.
  cut: (tint) =>
    shadow(138, 266, 114, 13) +
    box(226, 204, 84, 17, 8, flat('#5a3a28')) +
    path('M20 198C28 246 62 262 134 262S240 246 248 198Z', flat('#3d4348')) +
    oval(134, 198, 114, 34, '#5a6268') +
    oval(134, 200, 104, 28, '#2e3338') +
    oval(134, 204, 88, 21, mix(tint.skin, '#2e3338', 0.12)) +
    oval(112, 199, 40, 7, lit(tint.skin, 0.6), { turn: -4, more: 'opacity=".7"' }) +
    path('M128 210q20-8 44 4q-22 8-44-4Z', '#c5301f') +
    oval(88, 212, 10, 6, '#fbf3d8') +
    oval(102, 216, 9, 5, '#f1e3b8') +
    line('M172 92Q140 120 134 200', tint.skin, 9) +
    line('M170 94Q138 122 132 198', lit(tint.skin, 0.7), 2.6) +
    at(240, 52, bottle(tint, true), { turn: -112, scale: 0.72 }),
  parcel: (tint) =>
    shadow(156, 264, 104, 14) +
    path('M58 86H242V254q0 8-8 8H66q-8 0-8-8Z', flat('#c99a63')) +
    path('M70 98H230V250H70Z', shaded('#c99a63', 0.56)) +
    Array.from({ length: 26 }, (_, each) =>
      line(
        `M${72 + ((each * 31) % 150)} ${236 + ((each * 7) % 14)}q10-12 22-2`,
        each % 2 ? '#e9d9b4' : '#d8c08e',
        4,
      ),
    ).join('') +
    at(110, 168, bottle(tint), { scale: 0.68 }) +
    at(190, 168, bottle(tint), { scale: 0.68 }) +
    label(110, 206, 46, 46, shaded(tint.skin, 0.24), at(0, 14, rape()), 0.2) +
    label(190, 206, 46, 46, shaded(tint.skin, 0.24), at(0, 14, rape()), 0.2) +
    path('M58 86L40 62H94L104 86Z', flat(lit('#c99a63', 0.2))) +
    path('M242 86L260 62H206L196 86Z', flat(shaded('#c99a63', 0.1))),
};
