import type { Kind, Tint } from '../kind.ts';
import { at, heap, leaf, line, lit, oval, path, round, shaded, shadow } from '../paint.ts';
import { bowl, plate, pouch } from '../vessels.ts';

const SHELL =
  'M-46 2C-48-21-19-28-8-11C-4-8 4-8 8-12C24-31 50-17 48 5C46 25 22 29 10 12C4 8-4 8-8 12C-22 29-45 22-46 2Z';

const pod = (): string =>
  path(SHELL, round('#d8b47a')) +
  line(
    'M-34-12q7 12 2 26M-21-17q6 16 0 34M20-18q-6 18 2 36M35-14q6 14 0 28',
    shaded('#d8b47a', 0.28),
    1.8,
    'opacity=".6"',
  ) +
  oval(-24, -10, 8, 3, '#ffffff', { turn: -14, more: 'opacity=".4"' });

const nut = ({ skin }: Tint): string =>
  path('M-17 0C-17-10-6-13 4-12S19-6 18 1S8 12-2 12S-17 9-17 0Z', round(skin)) +
  line('M-10-6Q0-11 10-6', lit(skin, 0.6), 2, 'opacity=".6"') +
  oval(15, 1, 2.4, 1.6, lit(skin, 0.6));

const opened = (tint: Tint): string =>
  path(SHELL, shaded('#d8b47a', 0.24), 'transform="translate(0 4)"') +
  path(SHELL, '#e9cf9c') +
  at(0, 0, path(SHELL, shaded('#e9cf9c', 0.16)), { scale: 0.82 }) +
  at(-22, 1, nut(tint), { scale: 0.92 }) +
  at(24, 1, nut(tint), { scale: 0.96 });

export const peanuts: Kind = {
  whole: (tint) =>
    at(60, 150, leaf(60, 22, '#7f9f55'), { turn: -140 }) +
    at(66, 146, leaf(56, 20, '#94b266'), { turn: -80 }) +
    at(240, 148, leaf(58, 21, '#7f9f55'), { turn: -40 }) +
    bowl(
      { y: 172, rx: 102, glaze: '#b57b47', band: '#8a5730' },
      heap({ x: 150, base: 172, width: 168, height: 74 }, 34, 9, (chance) =>
        at(0, 0, pod(), { turn: chance.whole(-40, 40), scale: 0.9 }),
      ),
    ) +
    at(62, 262, opened(tint), { turn: -10, scale: 0.86 }) +
    at(246, 266, nut(tint), { turn: 20 }) +
    at(222, 274, nut(tint), { turn: -40, scale: 0.9 }),
  cut: (tint) =>
    plate(150, 216, 126) +
    heap({ x: 150, base: 208, width: 176, height: 62 }, 90, 4, (chance) =>
      at(0, 0, nut(tint), { scale: 0.86 + 0.1 * chance.next() }),
    ) +
    Array.from({ length: 26 }, (_, each) =>
      oval(84 + ((each * 41) % 134), 164 + ((each * 23) % 52), 1.6, 1.4, '#fffdf6'),
    ).join('') +
    line('M190 262L292 120', '#6b4028', 6) +
    line('M176 258L280 110', '#8a5a35', 6),
  parcel: (tint) =>
    pouch(
      shaded(tint.skin, 0.1),
      pod(),
      heap({ x: 0, base: 44, width: 130, height: 90 }, 46, 6, () => nut(tint)),
      0.62,
    ) +
    shadow(60, 270, 36, 6) +
    at(58, 262, opened(tint), { turn: -14, scale: 0.72 }),
};
