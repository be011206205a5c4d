import type { Kind, Tint } from '../kind.ts';
import { at, line, lit, oval, path, round, shaded, shadow, steam } from '../paint.ts';
import { board, carton, knife } from '../vessels.ts';

/** A hand of ginger about 0, some 150 wide. */
function root({ skin, flesh }: Tint): string {
  return (
    path('M-22-6C-30-34-20-62-4-62C14-60 10-30 14-10Z', round(skin)) +
    path('M18-12C24-40 44-56 56-46C68-34 50-14 42 2Z', round(lit(skin, 0.06))) +
    path('M-52 26C-70 40-66 62-48 62C-32 62-30 42-26 26Z', round(shaded(skin, 0.08))) +
    path(
      'M-74 8C-78-14-58-26-38-20C-22-26-2-22 10-16C28-24 54-16 70 0C86 10 82 34 62 34C44 38 34 28 20 30C4 40-24 40-38 30C-58 34-72 26-74 8Z',
      round(skin),
    ) +
    line(
      'M-60-12q-6 18 2 38M-34-18q-8 22 0 46M4-16q-6 20 2 44M40-12q-6 18 0 40M62 0q-4 12 0 26M-14-54q8 4 18 2M-16-36q12 4 26 0M38-42q8 8 16 8M-58 50q8-4 20 0',
      shaded(skin, 0.32),
      2.2,
      'opacity=".6"',
    ) +
    oval(-4, -60, 9, 4.6, flesh, { turn: -8 }) +
    oval(54, -44, 5, 9, flesh, { turn: -46 }) +
    oval(-46, -12, 12, 4, '#ffffff', { turn: -12, more: 'opacity=".35"' })
  );
}

/** The same root farther from the light. */
const shade = (tint: Tint): Tint => ({ ...tint, skin: shaded(tint.skin, 0.12) });

const slice = ({ skin, flesh }: Tint): string =>
  oval(0, 3, 25, 18, shaded(skin, 0.2)) +
  oval(0, 0, 25, 18, skin) +
  oval(0, -0.6, 22, 15.4, flesh) +
  `<ellipse cx="0" cy="-0.6" rx="15" ry="10" fill="none" stroke="${shaded(flesh, 0.14)}" stroke-width="1.8"/>` +
  [0, 1, 2, 3, 4, 5]
    .map((each) =>
      oval(Math.cos(each * 1.05) * 8, Math.sin(each * 1.05) * 5 - 0.6, 1.2, 1, shaded(flesh, 0.24)),
    )
    .join('');

export const ginger: Kind = {
  whole: (tint) =>
    shadow(156, 236, 124, 22) +
    at(176, 120, root(shade(tint)), { turn: 12, scale: 1.12, flip: true }) +
    at(132, 192, root(tint), { turn: -8, scale: 1.42 }) +
    [
      [48, 262, 7],
      [70, 270, 4],
      [232, 258, 6],
      [252, 266, 4],
      [212, 268, 3],
    ]
      .map(([x, y, r]) => oval(x!, y!, r!, r! * 0.7, '#7a5238'))
      .join(''),
  cut: (tint) =>
    board(252) +
    shadow(100, 224, 70, 10, 0.26) +
    at(100, 186, root(tint), { turn: -8, scale: 0.98 }) +
    // Tea of it, in a glass.
    shadow(226, 216, 40, 8, 0.26) +
    path('M184 110L194 208Q224 220 254 208L264 110Z', '#dfeeea', 'opacity=".75"') +
    path('M188 132L195 204Q224 214 253 204L260 132Z', lit('#d99a3a', 0.2), 'opacity=".9"') +
    oval(224, 132, 36, 9, lit('#d99a3a', 0.5)) +
    oval(224, 110, 40, 10, '#ffffff', { more: 'opacity=".5"' }) +
    at(216, 130, slice(tint), { scale: 0.66 }) +
    at(238, 168, slice(tint), { scale: 0.6, turn: 40 }) +
    path('M196 120l6 84q5 2 8 3l-6-86Z', '#ffffff', 'opacity=".4"') +
    steam(224, 94, 50) +
    at(70, 260, slice(tint), { turn: -8 }) +
    at(112, 264, slice(tint), { turn: 6 }) +
    at(154, 258, slice(tint), { turn: -4, scale: 0.9 }) +
    knife(196, 278, -4, 0.58),
  parcel: (tint) =>
    carton(
      shaded(tint.skin, 0.2),
      root(tint),
      at(100, 148, root(tint), { turn: -16, scale: 0.84 }) +
        at(202, 148, root(tint), { turn: 18, scale: 0.84, flip: true }) +
        at(150, 160, root(tint), { scale: 0.86 }),
      0.44,
    ),
};
