import type { Kind, Tint } from '../kind.ts';
import { at, leaf, line, lit, oval, path, round, shaded, shadow } from '../paint.ts';
import { board, carton, plate } from '../vessels.ts';

function nut({ skin }: Tint): string {
  return (
    path('M-34 2C-36-22-16-36 2-35S37-18 35 4S16 36-2 35S-33 22-34 2Z', round(skin)) +
    line('M0-35C-9-14-9 14-1 35', shaded(skin, 0.5), 3.4) +
    line('M4-34C-3-14-3 14 4 34', lit(skin, 0.5), 2, 'opacity=".7"') +
    line(
      'M-23-16q-7 12-1 25M-13-25q-8 18-2 30M-15 20q3 5 6 7M16-27q8 14 4 27M26-13q4 12-2 25M14 10q2 9-3 17',
      shaded(skin, 0.36),
      2.4,
      'opacity=".75"',
    ) +
    oval(-14, -18, 7, 4, '#ffffff', { turn: -40, more: 'opacity=".3"' })
  );
}

/** Half a shell with the kernel in it. */
function opened({ skin, flesh }: Tint): string {
  const lobe = (x: number, y: number, rx: number, ry: number, turn: number) =>
    oval(x, y, rx, ry, round(flesh), { turn }) +
    line(`M${x - rx * 0.5} ${y}q${rx * 0.5} ${-ry * 0.7} ${rx} 0`, shaded(flesh, 0.32), 1.8, 'opacity=".7"');
  return (
    oval(0, 4, 40, 33, shaded(skin, 0.25)) +
    oval(0, 0, 40, 32, round(skin)) +
    oval(0, 0, 34, 26, shaded(skin, 0.5)) +
    lobe(-16, -9, 15, 11, -24) +
    lobe(15, -10, 15, 11, 24) +
    lobe(-16, 9, 15, 10, 22) +
    lobe(16, 9, 15, 10, -22) +
    oval(0, 0, 5, 20, shaded(flesh, 0.12)) +
    oval(0, 0, 2.4, 17, lit(skin, 0.2))
  );
}

export const kernel = ({ flesh }: Tint): string =>
  path(
    'M-26 4C-32-12-16-24-6-18C0-26 20-24 24-10C34-6 30 14 18 16C12 24-6 24-10 16C-20 20-28 14-26 4Z',
    round(flesh),
  ) +
  line('M-16-4q8-8 14 0t14-2M-12 8q8-6 14 0t12-2M0-16q-4 12 2 30', shaded(flesh, 0.36), 2.2, 'opacity=".75"');

export const walnuts: Kind = {
  whole: (tint) =>
    at(96, 118, leaf(96, 25, '#6f8f4a'), { turn: -152 }) +
    at(112, 112, leaf(92, 24, '#7f9f55'), { turn: -112 }) +
    at(196, 118, leaf(92, 24, '#6f8f4a'), { turn: -42 }) +
    shadow(154, 250, 122, 17) +
    at(106, 154, nut(tint), { turn: -10, scale: 1.2 }) +
    at(192, 150, nut(tint), { turn: 22, scale: 1.2 }) +
    at(148, 134, nut(tint), { turn: 4, scale: 1.15 }) +
    at(74, 212, nut(tint), { turn: 30, scale: 1.18 }) +
    at(228, 208, opened(tint), { turn: 12, scale: 1.12 }) +
    at(150, 214, nut(tint), { turn: -8, scale: 1.34 }),
  cut: (tint) =>
    board(240) +
    shadow(150, 214, 92, 12) +
    plate(150, 190, 96) +
    [
      [98, 180, -20],
      [140, 172, 14],
      [188, 176, 40],
      [212, 188, 8],
      [116, 198, 50],
      [160, 200, -16],
      [196, 204, 22],
      [142, 148, -8],
      [176, 152, 30],
      [154, 126, 4],
    ]
      .map(([x, y, turn], place) =>
        at(x!, y! - (place > 6 ? 0 : 4), kernel(tint), { turn: turn!, scale: 0.88 }),
      )
      .join('') +
    at(74, 250, opened(tint), { turn: -10, scale: 0.84 }) +
    at(232, 254, nut(tint), { turn: 20, scale: 0.82 }),
  parcel: (tint) =>
    carton(
      shaded(tint.skin, 0.25),
      nut(tint),
      [
        [88, 150, -14],
        [148, 136, 4],
        [208, 150, 16],
        [116, 162, 30],
        [180, 162, -22],
      ]
        .map(([x, y, turn]) => at(x!, y!, nut(tint), { turn: turn!, scale: 0.98 }))
        .join(''),
      0.62,
    ),
};
