import type { Kind, Tint } from '../kind.ts';
import { at, type Colour, leaf, line, lit, oval, path, round, shaded, shadow } from '../paint.ts';
import { jar, plate } from '../vessels.ts';

/** Cut round and round and pulled into a flower. */
function carved({ skin, flesh }: Tint): string {
  const ring = (count: number, reach: number, size: number, colour: Colour, offset: number) =>
    Array.from({ length: count }, (_, each) =>
      at(
        0,
        0,
        oval(reach, 0, size, size * 0.52, round(colour)) +
          line(`M${reach - size * 0.6} 0h${size * 1.1}`, shaded(colour, 0.3), 1.4, 'opacity=".6"'),
        {
          turn: (each / count) * 360 + offset,
        },
      ),
    ).join('');
  return (
    `<g transform="scale(1 .78)">` +
    oval(2, 6, 46, 46, shaded(skin, 0.4), { more: 'opacity=".5"' }) +
    ring(11, 29, 18, skin, 0) +
    ring(9, 18, 14, lit(skin, 0.16), 20) +
    ring(6, 9, 10, lit(skin, 0.32), 8) +
    '</g>' +
    oval(0, -1, 6, 4.6, flesh) +
    oval(-14, -12, 7, 2.6, '#ffffff', { turn: -30, more: 'opacity=".5"' })
  );
}

const green = (): string =>
  oval(0, 0, 25, 24, round('#a9b95a')) +
  line('M2-22Q-6 0 2 22', shaded('#a9b95a', 0.3), 2.4, 'opacity=".7"') +
  oval(-9, -9, 5, 3.4, '#ffffff', { turn: -40, more: 'opacity=".5"' });

export const plums: Kind = {
  whole: (tint) =>
    plate(150, 226, 128, '#f3ede1', '#8a5a6a') +
    [
      [86, 222],
      [214, 222],
      [150, 236],
      [114, 198],
      [186, 198],
      [150, 178],
      [150, 208],
    ]
      .map(([x, y], place) =>
        at(x!, y! - 10, carved(tint), { turn: place * 14 - 40, scale: place === 6 ? 1.1 : 0.98 }),
      )
      .join('') +
    at(150, 142, carved(tint), { scale: 1.12 }) +
    at(268, 250, green(), { scale: 0.9 }),
  // Green ones, the small knife, and the flower that becomes of them.
  cut: (tint) =>
    shadow(98, 228, 74, 12) +
    at(58, 148, leaf(70, 20, '#6f8f4a'), { turn: -60 }) +
    at(70, 150, leaf(64, 18, '#82a055'), { turn: -20 }) +
    at(66, 190, green(), { scale: 1.5 }) +
    at(118, 210, green(), { scale: 1.35 }) +
    shadow(206, 232, 66, 12) +
    at(204, 198, carved({ ...tint, skin: '#b9bf62' }), { scale: 1.5 }) +
    line('M66 272L190 256', '#6b4028', 13) +
    path('M186 250L272 236Q280 240 272 246L190 264Z', '#e4e9e7') +
    path('M188 257L272 241Q276 242 272 246L190 264Z', '#c3ccca'),
  parcel: (tint) =>
    jar(
      shaded(tint.skin, 0.16),
      carved(tint),
      tint.flesh,
      [
        [100, 158],
        [150, 150],
        [200, 158],
        [94, 202],
        [206, 202],
        [106, 240],
        [152, 244],
        [198, 240],
      ]
        .map(([x, y], place) => at(x!, y!, carved(tint), { turn: place * 25, scale: 0.66 }))
        .join(''),
      '#8a3a44',
      0.6,
    ),
};
