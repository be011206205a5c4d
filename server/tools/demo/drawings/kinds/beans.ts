import { chanceOf } from '../../market/chance.ts';
import type { Kind, Tint } from '../kind.ts';
import { at, heap, line, lit, oval, path, round, shaded, shadow, steam } from '../paint.ts';
import { bowl, pouch } from '../vessels.ts';

const SHAPE = 'M-20 6C-26-10-10-19 4-17S28-4 23 8C20 16 10 14 5 8S-6 6-10 11S-18 12-20 6Z';

function bean({ skin, flesh }: Tint, seed: number): string {
  const chance = chanceOf(seed);
  const speckles = Array.from({ length: 6 }, () => {
    const x = chance.whole(-13, 16);
    return oval(x, chance.whole(-12, 3) + Math.abs(x) * 0.2, 1.6 + chance.next() * 2.6, 1.4, flesh, {
      turn: chance.whole(-40, 40),
    });
  });
  return (
    path(SHAPE, round(skin)) +
    (flesh === skin ? '' : speckles.join('')) +
    line('M-10-10Q0-16 12-11', lit(skin, 0.8), 2.6, 'opacity=".6"')
  );
}

const shell = (skin: string) =>
  path('M-62 12C-50-18 30-26 66-6C44 0 40 24 2 26S-52 26-62 12Z', round(skin)) +
  path('M-52 11C-38-6 24-14 54-5C34 2 30 15 2 17S-42 20-52 11Z', shaded(skin, 0.34)) +
  line('M66-6q8-2 12-9', shaded(skin, 0.3), 4);

export const beans: Kind = {
  whole: (tint) =>
    bowl(
      { y: 164, rx: 100, glaze: '#b57b47', band: '#8a5730' },
      heap({ x: 150, base: 166, width: 176, height: 74 }, 90, 5, (chance) => bean(tint, chance.whole(1, 40))),
    ) +
    at(66, 266, shell('#d8bf7c'), { turn: 4, scale: 0.72 }) +
    at(50, 266, bean(tint, 3), { scale: 0.55, turn: 12 }) +
    at(68, 265, bean(tint, 5), { scale: 0.55, turn: -4 }) +
    at(86, 263, bean(tint, 7), { scale: 0.55, turn: 4 }) +
    at(236, 272, bean(tint, 9), { scale: 0.72, turn: 30 }) +
    at(266, 262, bean(tint, 12), { scale: 0.66, turn: -60 }),
  cut: (tint) =>
    bowl(
      { y: 150, rx: 108, glaze: '#3f4f5f', band: '#c9a463' },
      oval(150, 152, 101, 29, lit(shaded(tint.skin, 0.15), 0.16)) +
        oval(150, 153, 92, 24, lit(tint.skin, 0.3), { more: 'opacity=".5"' }) +
        [
          [84, 150, 20],
          [112, 140, -30],
          [146, 134, 10],
          [184, 140, 44],
          [214, 150, -12],
          [104, 160, 60],
          [138, 156, -10],
          [170, 162, 16],
          [198, 162, -50],
          [136, 172, 30],
        ]
          .map(([x, y, turn], place) => at(x!, y!, bean(tint, place + 70), { turn: turn!, scale: 0.74 }))
          .join('') +
        [
          [124, 146],
          [162, 148],
          [190, 152],
          [152, 168],
          [98, 146],
        ]
          .map(([x, y], place) =>
            oval(x!, y!, 5, 3.4, place % 2 ? '#6f9a4a' : '#8fb55f', { turn: place * 30 }),
          )
          .join(''),
    ) +
    steam(150, 116, 66) +
    shadow(262, 264, 26, 6) +
    line('M232 258q34-2 56-26', '#8a5a35', 8) +
    oval(226, 260, 20, 9, '#a9713f', { turn: -8 }) +
    oval(225, 258, 16, 6, '#c99a63', { turn: -8 }),
  parcel: (tint) =>
    pouch(
      shaded(tint.skin, 0.1),
      bean(tint, 4),
      heap({ x: 0, base: 44, width: 140, height: 96 }, 60, 8, (chance) =>
        at(0, 0, bean(tint, chance.whole(1, 40)), { scale: 0.62 }),
      ),
      0.9,
    ),
};
