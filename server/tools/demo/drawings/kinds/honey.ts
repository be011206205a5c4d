import type { Kind, Tint } from '../kind.ts';
import { at, box, type Colour, flat, line, lit, oval, path, round, shaded, shadow } from '../paint.ts';
import { jar, label, plate } from '../vessels.ts';

const HEX = 'M0-13L11.3-6.5V6.5L0 13L-11.3 6.5V-6.5Z';

/** A piece of comb, some 150 wide, about 0. */
function comb(colour: Colour): string {
  const cells = Array.from({ length: 28 }, (_, each) => {
    const [row, column] = [Math.floor(each / 7), each % 7];
    const [x, y] = [-68 + column * 22.6 + (row % 2) * 11.3, -30 + row * 19.6];
    return at(
      x,
      y,
      path(HEX, shaded(colour, 0.3)) +
        at(0, 1, path(HEX, (each * 5) % 7 ? round(colour) : lit(colour, 0.6)), { scale: 0.82 }),
    );
  });
  return (
    path('M-86-40Q-90-46-80-46H84Q96-46 92-34L96 30Q96 46 80 44H-76Q-90 46-88 30Z', flat(lit(colour, 0.2))) +
    cells.join('')
  );
}

const dipper = (colour: Colour): string =>
  line('M0-20L60-110', '#a9713f', 9) +
  [0, 1, 2, 3, 4]
    .map((each) =>
      oval(
        -3 + each * 2.6,
        10 - each * 9,
        17 - Math.abs(2 - each) * 3.4,
        6.4,
        each % 2 ? '#b98048' : '#d09a5c',
        { turn: -30 },
      ),
    )
    .join('') +
  path('M-18 4C-20 22-14 26-12 44q2 8 6 0C-4 30 8 22 12 4Z', colour, 'opacity=".9"');

const bee = (x: number, y: number, turn: number): string =>
  at(
    x,
    y,
    oval(-4, -10, 11, 7, '#ffffff', { turn: -30, more: 'opacity=".75"' }) +
      oval(7, -10, 9, 6, '#ffffff', { turn: 20, more: 'opacity=".75"' }) +
      oval(0, 0, 14, 9, '#f0b43a') +
      line('M-4-8v16M3-8v16', '#3a251d', 4) +
      oval(12, -1, 5.6, 5.6, '#3a251d'),
    { turn },
  );

/** The market's honey has a jar of its own: low, six-sided, with a wooden lid. */
function pot(colour: Colour): string {
  return (
    path('M78 120H222L238 146V240L222 262H78L62 240V146Z', '#dfeeea', 'opacity=".75"') +
    path('M82 136H218L231 152V236L217 256H83L69 236V152Z', flat(colour)) +
    path('M112 136H188V256H112Z', lit(colour, 0.34), 'opacity=".65"') +
    path('M72 152L84 138V254L72 236Z', '#ffffff', 'opacity=".38"') +
    box(76, 106, 148, 16, 5, '#dfeeea') +
    box(70, 82, 160, 28, 7, flat('#a9713f')) +
    line('M76 90h148M76 98h148', shaded('#a9713f', 0.25), 1.6, 'opacity=".6"')
  );
}

export const honey: Kind = {
  whole: ({ skin }: Tint) =>
    at(232, 250, shadow(0, 2, 44, 8)) +
    shadow(146, 264, 92, 13) +
    at(
      -14,
      0,
      pot(skin) +
        label(
          150,
          198,
          86,
          66,
          shaded(skin, 0.14),
          path(HEX, round(skin)) +
            at(-11.3, 19.6, path(HEX, round(lit(skin, 0.2)))) +
            at(11.3, 19.6, path(HEX, round(shaded(skin, 0.1)))),
          0.8,
        ),
    ) +
    at(242, 238, comb(skin), { turn: -8, scale: 0.5 }) +
    bee(246, 118, -18) +
    bee(42, 76, 20),
  cut: ({ skin }) =>
    plate(150, 224, 124) +
    at(150, 198, comb(skin), { turn: -4, scale: 1.12 }) +
    path('M70 236c20-10 50 8 84-4s70 0 76 8-40 16-84 15-90-8-76-19Z', skin, 'opacity=".88"') +
    path(
      'M88 240c20-6 44 4 70-4',
      'none',
      `stroke="${lit(skin, 0.7)}" stroke-width="3" stroke-linecap="round"`,
    ) +
    at(176, 116, dipper(skin)) +
    line('M170 158V192', skin, 5) +
    bee(62, 92, 12),
  parcel: ({ skin }) =>
    jar(
      shaded(skin, 0.14),
      at(0, 4, bee(0, 0, -10), { scale: 1 }),
      skin,
      path('M84 150h40v92H92q-8 0-8-8Z', lit(skin, 0.4), 'opacity=".5"'),
      '#f0dfba',
      1.1,
    ) +
    line('M84 92q66 16 132 0', '#b8402a', 4) +
    line('M206 94q22 8 14 30M206 94q10 14-2 30', '#b8402a', 3.4),
};
