import type { Kind, Tint } from '../kind.ts';
import { at, box, flat, line, lit, oval, path, shaded, shadow, steam } from '../paint.ts';
import { board, bowl, label } from '../vessels.ts';

/** A bundle of straight noodles from -100 to 100, tied in the middle. */
function bundle({ skin }: Tint, tie: string): string {
  const rows = Array.from({ length: 15 }, (_, each) => {
    const y = -22 + each * 3.1;
    const bend = (each - 7) * 0.5;
    return line(
      `M${-98 + ((each * 5) % 9)} ${y + bend}Q0 ${y - bend} ${98 - ((each * 7) % 9)} ${y + bend}`,
      [lit(skin, 0.42), skin, shaded(skin, 0.2), lit(skin, 0.2)][each % 4]!,
      3.4,
    );
  });
  return (
    path('M-96-24Q0-18 96-24V24Q0 20-96 24Z', shaded(skin, 0.34)) +
    rows.join('') +
    path('M-18-26Q0-23 18-26V25Q0 22-18 25Z', flat(tie)) +
    line('M-13-24v46M13-24v46', lit(tie, 0.4), 1.6)
  );
}

/** A nest of noodles. */
const nest = ({ skin }: Tint): string =>
  Array.from({ length: 12 }, (_, each) => {
    const r = 44 - each * 3.4;
    return `<ellipse cx="${(each % 3) - 1}" cy="${-each * 1.5}" rx="${r}" ry="${r * 0.5}" fill="none" stroke="${[lit(skin, 0.4), skin, shaded(skin, 0.22)][each % 3]}" stroke-width="4.4"/>`;
  }).join('');

export const noodles: Kind = {
  whole: (tint) =>
    board(252) +
    shadow(150, 236, 108, 13) +
    at(148, 220, bundle(tint, '#b8402a'), { turn: 3, scale: 1.1 }) +
    at(152, 174, bundle(tint, '#b8402a'), { turn: -4, scale: 1.08 }) +
    at(148, 130, bundle(tint, '#b8402a'), { turn: 3, scale: 1.05 }),
  cut: (tint) =>
    bowl(
      { y: 150, rx: 106, glaze: '#f6f0e4', band: '#b8402a' },
      oval(150, 152, 100, 29, '#c98a45') +
        oval(150, 153, 92, 25, '#dca45c') +
        at(132, 146, nest(tint), { scale: 1.3 }) +
        // An egg, greens, and chili on top.
        oval(196, 146, 26, 16, '#fdf8ec', { turn: -12 }) +
        oval(197, 144, 13, 9, '#f0a53a', { turn: -12 }) +
        oval(193, 141, 4, 2.4, '#ffe3a8') +
        [
          [96, 140, 10],
          [112, 130, 40],
          [104, 152, -20],
        ]
          .map(([x, y, turn]) => oval(x!, y!, 13, 6, turn! > 20 ? '#87b05c' : '#5f8a3f', { turn: turn! }))
          .join('') +
        oval(152, 166, 7, 4, '#c5301f') +
        oval(168, 168, 5, 3, '#e0523a') +
        oval(142, 128, 5, 3, '#c5301f'),
    ) +
    // A lift of noodles between the sticks.
    Array.from({ length: 7 }, (_, each) =>
      line(
        `M${140 + each * 5} 134C${136 + each * 6} 104 ${144 + each * 4} 84 ${146 + each * 4} 58`,
        [lit(tint.skin, 0.4), tint.skin, shaded(tint.skin, 0.18)][each % 3]!,
        4.2,
      ),
    ).join('') +
    line('M126 66L284 26', '#6b4028', 6) +
    line('M128 54L282 12', '#8a5a35', 6) +
    steam(90, 112, 52),
  parcel: (tint) =>
    shadow(156, 258, 116, 15) +
    box(48, 74, 204, 184, 6, flat('#efe2c8')) +
    box(48, 74, 204, 14, 6, shaded('#efe2c8', 0.12)) +
    box(64, 98, 172, 46, 6, shaded(tint.skin, 0.34)) +
    `<clipPath id="pack"><rect x="66" y="100" width="168" height="42" rx="5"/></clipPath><g clip-path="url(#pack)">${Array.from(
      { length: 16 },
      (_, each) =>
        line(
          `M58 ${101 + each * 2.9}L244 ${101 + each * 2.9 + (each % 2)}`,
          [lit(tint.skin, 0.4), tint.skin, shaded(tint.skin, 0.16)][each % 3]!,
          2.8,
        ),
    ).join('')}</g>` +
    path('M70 104h60l-20 34H70Z', '#ffffff', 'opacity=".25"') +
    label(150, 204, 124, 86, '#b8402a', at(0, 0, nest(tint)), 0.86),
};
