import { chanceOf } from '../../market/chance.ts';
import type { Kind, Tint } from '../kind.ts';
import { at, heap, line, lit, oval, path, round, shaded, shadow } from '../paint.ts';
import { bowl, pouch } from '../vessels.ts';

/** From its stem at 0 down to 0, 100. */
function chili({ skin }: Tint, bend: number): string {
  return (
    line('M0 4Q-2-8 5-15', '#7c8a44', 4.4) +
    path('M-9 6Q0-4 9 6L6 12H-6Z', '#8a9a4c') +
    path(`M-13 10C-17 34-13 62 ${bend} 100C${bend * 0.5 + 6} 66 17 36 13 10Q0 3-13 10Z`, round(skin)) +
    path(`M-7 16C-9 36-6 56 ${bend * 0.5} 78C-3 54-4 34-3 15Z`, lit(skin, 0.55), 'opacity=".7"') +
    line('M4 22q4 10 1 18M2 48q5 8 2 16M-3 36q3 6 1 10', shaded(skin, 0.4), 2.2, 'opacity=".55"')
  );
}

const ring = ({ skin, flesh }: Tint): string =>
  oval(0, 0, 11, 9, skin) +
  oval(0, 0, 7, 5.4, flesh) +
  oval(-2, -1, 1.8, 1.4, '#f4dc9a') +
  oval(3, 1.5, 1.8, 1.4, '#f4dc9a');

export const chilies: Kind = {
  // A string of them, as it hangs under every roof of the county.
  whole: (tint) => {
    const chance = chanceOf(4);
    const string = Array.from({ length: 22 }, (_, each) => {
      const y = 38 + each * 7;
      const side = each % 2 ? 1 : -1;
      return at(150 + side * 9, y, chili(tint, side * -10), {
        turn: side * -(34 + chance.whole(-12, 18)),
        scale: 0.82 + chance.next() * 0.16,
      });
    });
    return (
      shadow(150, 266, 70, 11) +
      line('M150-4V210', '#c9a463', 5) +
      string.join('') +
      line('M150-4Q146 20 150 46', '#e2c48f', 4) +
      at(226, 236, chili(tint, 12), { turn: 72, scale: 0.78 }) +
      at(46, 250, chili(tint, -12), { turn: -60, scale: 0.7 })
    );
  },
  cut: (tint) =>
    bowl(
      { y: 168, rx: 98, glaze: '#5a4a44', band: '#c9a463' },
      oval(150, 170, 92, 26, shaded(tint.skin, 0.3)) +
        heap({ x: 150, base: 170, width: 170, height: 46 }, 130, 3, (chance) =>
          chance.often(0.3)
            ? ring(tint)
            : chance.often(0.4)
              ? oval(0, 0, 3.2, 2.4, '#f2d892')
              : path('M-9-3L4-7L10 3L-2 7Z', chance.often(0.5) ? tint.skin : lit(tint.skin, 0.22)),
        ),
    ) +
    // The pestle, and what fell beside the mortar.
    line('M196 150L262 52', shaded('#8a7a70', 0.1), 22) +
    line('M192 148L256 52', '#a3938a', 9) +
    at(52, 252, chili(tint, 14), { turn: -76, scale: 0.6 }) +
    at(248, 262, ring(tint)) +
    at(226, 272, ring(tint), { turn: 40, scale: 0.8 }) +
    at(270, 274, ring(tint), { turn: 10, scale: 0.9 }),
  parcel: (tint) =>
    pouch(
      shaded(tint.skin, 0.1),
      at(0, -40, chili(tint, 12), { turn: 14 }),
      [
        [-34, -46, 20],
        [-8, -52, -8],
        [22, -48, 14],
        [44, -40, -20],
        [-46, -20, -30],
        [4, -24, 24],
        [34, -16, -10],
        [-22, -12, 8],
      ]
        .map(([x, y, turn]) => at(x!, y!, chili(tint, turn! / 2), { turn: turn!, scale: 0.86 }))
        .join(''),
      0.44,
    ),
};
