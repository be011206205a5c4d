import { flat, line, mix, oval, path, round, shaded } from '../paint.ts';
import { type Sitter, WIDE, X, Y } from './sitter.ts';

const height = ({ long }: Sitter) => 62 + 10 * long;

export const neck = ({ skin }: Sitter): string =>
  path('M124 178H176V218Q150 250 124 218Z', shaded(skin, 0.2)) +
  path('M124 196Q150 224 176 196V206Q150 234 124 206Z', shaded(skin, 0.34), 'opacity=".6"');

export function face(sitter: Sitter): string {
  const { skin, age, smile, hairColour, hasGlasses, beard } = sitter;
  const high = height(sitter);
  const low = Y + high;
  const jaw = WIDE * (0.62 - 0.06 * sitter.long);
  const outline = `M${X - WIDE} ${Y - 10}C${X - WIDE} ${Y - 60} ${X + WIDE} ${Y - 60} ${X + WIDE} ${Y - 10}C${X + WIDE} ${Y + 26} ${X + jaw + 8} ${low - 6} ${X} ${low}C${X - jaw - 8} ${low - 6} ${X - WIDE} ${Y + 26} ${X - WIDE} ${Y - 10}Z`;
  const ear = (side: number) =>
    oval(X + side * (WIDE + 1), Y + 6, 9, 14, shaded(skin, side > 0 ? 0.2 : 0.1)) +
    oval(X + side * WIDE, Y + 7, 4.6, 8, shaded(skin, 0.3));
  const brow = mix(hairColour, skin, 0.18);
  const eyes = [-1, 1].map((side) => {
    const x = X + side * 22;
    return (
      path(
        `M${x - 11} ${Y + 4}Q${x} ${Y - 6} ${x + 11} ${Y + 4}Q${x} ${Y + 9} ${x - 11} ${Y + 4}Z`,
        '#fffaf2',
      ) +
      oval(x, Y + 2.4, 5, 5, '#35211b') +
      oval(x - 1.6, Y + 0.6, 1.5, 1.5, '#ffffff') +
      line(`M${x - 12} ${Y + 4}Q${x} ${Y - 7} ${x + 12} ${Y + 3}`, '#35211b', 2.6) +
      line(
        `M${x - 14} ${Y - 14 + (side < 0 ? 2 : 0)}Q${x} ${Y - 21} ${x + 14} ${Y - 14 + (side > 0 ? 2 : 0)}`,
        brow,
        3.6,
      )
    );
  });
  const lips = low - 22;
  const wide = 13 + 6 * smile;
  const lines =
    age > 0.35
      ? line(
          `M${X - 46} ${Y + 2}q-4 5-3 10M${X + 46} ${Y + 2}q4 5 3 10M${X - 24} ${Y + 28}q-6 6-5 15M${X + 24} ${Y + 28}q6 6 5 15`,
          shaded(skin, 0.28),
          2,
          `opacity="${(0.35 + age * 0.4).toFixed(2)}"`,
        ) +
        (age > 0.65
          ? line(
              `M${X - 24} ${Y - 32}q24-6 48 0M${X - 18} ${Y - 39}q18-5 36 0`,
              shaded(skin, 0.24),
              1.8,
              'opacity=".6"',
            )
          : '')
      : '';
  return (
    ear(-1) +
    ear(1) +
    path(outline, round(skin)) +
    oval(X - 31, Y + 24, 13, 9, '#d8614a', { more: `opacity="${(0.26 - 0.1 * age).toFixed(2)}"` }) +
    oval(X + 31, Y + 24, 13, 9, '#d8614a', { more: `opacity="${(0.22 - 0.1 * age).toFixed(2)}"` }) +
    eyes.join('') +
    path(
      `M${X - 2} ${Y + 4}C${X - 5} ${Y + 16} ${X - 10} ${Y + 22} ${X - 8} ${Y + 27}Q${X} ${Y + 32} ${X + 9} ${Y + 27}Q${X + 4} ${Y + 24} ${X - 2} ${Y + 4}Z`,
      shaded(skin, 0.15),
      'opacity=".75"',
    ) +
    line(`M${X - 8} ${Y + 27}Q${X} ${Y + 32} ${X + 9} ${Y + 27}`, shaded(skin, 0.34), 2.2) +
    lines +
    (beard === 'chin'
      ? path(
          `M${X - 26} ${low - 16}Q${X} ${low - 2} ${X + 26} ${low - 16}Q${X + 16} ${low + 14} ${X} ${low + 16}Q${X - 16} ${low + 14} ${X - 26} ${low - 16}Z`,
          flat(hairColour),
        )
      : '') +
    (beard
      ? path(
          `M${X - 24} ${lips - 2}Q${X - 8} ${lips - 13} ${X} ${lips - 9}Q${X + 8} ${lips - 13} ${X + 24} ${lips - 2}Q${X} ${lips - 6} ${X - 24} ${lips - 2}Z`,
          hairColour,
        )
      : '') +
    path(
      `M${X - wide} ${lips}Q${X} ${lips + 4 + 12 * smile} ${X + wide} ${lips}Q${X} ${lips + 1} ${X - wide} ${lips}Z`,
      '#a8483e',
    ) +
    line(
      `M${X - wide - 2} ${lips - 1}Q${X} ${lips + 3 + 5 * smile} ${X + wide + 2} ${lips - 1}`,
      shaded('#a8483e', 0.4),
      2,
    ) +
    (hasGlasses
      ? [-1, 1]
          .map(
            (side) =>
              `<circle cx="${X + side * 22}" cy="${Y + 3}" r="17.5" fill="#ffffff" fill-opacity=".18" stroke="#3a2a26" stroke-width="3"/>`,
          )
          .join('') +
        line(`M${X - 4.5} ${Y}q4.5-4 9 0M${X - 39} ${Y}l-14-3M${X + 39} ${Y}l14-3`, '#3a2a26', 3)
      : '')
  );
}
