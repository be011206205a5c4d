import type { Kind, Tint } from '../kind.ts';
import { at, line, lit, oval, path, round, shaded, shadow, steam } from '../paint.ts';
import { bowl, hamper, jar } from '../vessels.ts';

/** From the side, on its stem. */
function standing({ skin, flesh }: Tint): string {
  return (
    path('M-15 4C-13 26-19 44-17 56Q0 64 18 56C19 44 13 26 15 4Z', round(flesh)) +
    path('M-50 8C-34 20 34 20 50 8C38-2-38-2-50 8Z', shaded(flesh, 0.32)) +
    line('M-34 9l4 5M-20 10l3 6M-6 11v6M8 11l-1 6M22 10l-3 6M36 9l-4 5', lit(flesh, 0.3), 2) +
    path(
      'M-54 6C-54-26-28-44 0-44S54-26 54 6C46 10 40 4 30 7S10 10 0 6S-22 9-32 6S-48 10-54 6Z',
      round(skin),
    ) +
    line(
      'M-26-28l10 8l-4 10M4-38l2 12l10 6M30-24l-8 12M-40-8l14 2M24 0l12-6',
      lit(skin, 0.66),
      3,
      'opacity=".8"',
    )
  );
}

/** From below: the gills. */
const lying = ({ skin, flesh }: Tint): string =>
  oval(0, 3, 44, 34, shaded(skin, 0.3)) +
  oval(0, 0, 44, 33, round(skin)) +
  oval(0, 0, 37, 26, flesh) +
  Array.from({ length: 26 }, (_, each) => {
    const angle = (each / 26) * 2 * Math.PI;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return line(
      `M${(c * 9).toFixed(1)} ${(s * 7).toFixed(1)}L${(c * 35).toFixed(1)} ${(s * 24.5).toFixed(1)}`,
      shaded(flesh, 0.24),
      1.6,
    );
  }).join('') +
  oval(0, 0, 11, 9, round(flesh)) +
  oval(0, 0, 7, 5, shaded(flesh, 0.14));

/** A slice as it lies in a soup. */
const slice = ({ skin, flesh }: Tint): string =>
  path('M-26 4C-26-14-14-20 0-20S26-14 26 4C18 8 10 2 8 6V22H-8V6C-10 2-18 8-26 4Z', shaded(skin, 0.1)) +
  path('M-20 0C-20-11-11-15 0-15S20-11 20 0C12 2 6-2 4 4V19H-4V4C-6-2-12 2-20 0Z', lit(flesh, 0.2));

export const mushrooms: Kind = {
  whole: (tint) =>
    shadow(152, 258, 112, 14) +
    at(88, 138, standing(tint), { turn: -16, scale: 0.98 }) +
    at(212, 138, standing(tint), { turn: 16, scale: 0.98 }) +
    at(150, 112, standing(tint), { scale: 1.12 }) +
    at(106, 168, lying(tint), { turn: 10, scale: 0.92 }) +
    at(190, 170, lying(tint), { turn: -8, scale: 0.94 }) +
    hamper(150, 190, 192, '#a9794a') +
    at(268, 252, standing(tint), { turn: 60, scale: 0.46 }),
  cut: (tint) =>
    bowl(
      { y: 150, rx: 106, glaze: '#4a3a34', band: '#c9a463' },
      oval(150, 152, 99, 28, '#d9a85a') +
        oval(150, 153, 90, 24, '#e8c283') +
        [
          [92, 148, -20],
          [128, 136, 12],
          [172, 136, -14],
          [210, 150, 26],
          [110, 164, 40],
          [152, 160, 0],
          [192, 166, -30],
        ]
          .map(([x, y, turn]) => at(x!, y!, slice(tint), { turn: turn!, scale: 0.86 }))
          .join('') +
        [
          [140, 148],
          [180, 152],
          [124, 154],
          [164, 172],
        ]
          .map(([x, y]) => oval(x!, y!, 6, 3, '#6f9a4a', { turn: x! }))
          .join('') +
        oval(206, 164, 5, 4, '#d1462f') +
        oval(96, 160, 4, 3, '#d1462f'),
    ) + steam(150, 112, 66),
  parcel: (tint) =>
    jar(
      shaded(tint.skin, 0.16),
      standing(tint),
      null,
      [
        [100, 236, 10],
        [150, 240, -8],
        [200, 236, 14],
        [98, 196, -20],
        [202, 196, 20],
        [150, 200, 4],
        [106, 158, 12],
        [194, 158, -10],
        [150, 150, 30],
      ]
        .map(([x, y, turn], place) =>
          at(x!, y!, place % 2 ? lying(tint) : at(0, 8, standing(tint), { scale: 0.8 }), {
            turn: turn!,
            scale: 0.66,
          }),
        )
        .join(''),
      '#5a3a28',
      0.42,
    ),
};
