import { flat, line, lit, oval, path, round } from '../paint.ts';
import { type Hair, type Sitter, WIDE, X, Y } from './sitter.ts';

/** What of the hair is behind the head. */
export function behind({ hair, hairColour }: Sitter): string {
  if (hair === 'bob')
    return path(
      'M84 132C78 70 222 70 216 132C222 176 216 204 206 210H94C84 204 78 176 84 132Z',
      flat(hairColour),
    );
  if (hair === 'bun')
    return oval(X, 62, 30, 26, round(hairColour)) + oval(X, Y - 8, 63, 68, flat(hairColour));
  if (hair === 'tied')
    return (
      oval(X, Y - 6, 62, 68, flat(hairColour)) +
      path('M204 120C236 132 238 190 218 220C222 186 214 160 196 150Z', flat(hairColour))
    );
  if (hair === 'braid') {
    const links = [0, 1, 2, 3, 4].map((each) =>
      oval(92 - each * 2, 200 + each * 19, 14 - each, 13, round(hairColour), { turn: each % 2 ? 24 : -24 }),
    );
    return oval(X, Y - 6, 62, 68, flat(hairColour)) + links.join('') + oval(82, 296, 8, 7, '#b8402a');
  }
  return '';
}

/** What of the hair lies on the forehead. */
export function before({ hair, hairColour, head }: Sitter): string {
  const sides = `M${X - WIDE - 5} ${Y + 12}C${X - WIDE - 14} ${Y - 84} ${X + WIDE + 14} ${Y - 84} ${X + WIDE + 5} ${Y + 12}`;
  const fringe: Readonly<Record<Hair, string>> = {
    bun: `${sides}C${X + WIDE} ${Y - 24} ${X + 30} ${Y - 46} ${X} ${Y - 48}C${X - 30} ${Y - 46} ${X - WIDE} ${Y - 24} ${X - WIDE - 5} ${Y + 12}Z`,
    braid: `${sides}C${X + WIDE - 2} ${Y - 20} ${X + 26} ${Y - 38} ${X + 6} ${Y - 50}C${X - 22} ${Y - 40} ${X - WIDE + 2} ${Y - 22} ${X - WIDE - 5} ${Y + 12}Z`,
    tied: `${sides}C${X + WIDE - 4} ${Y - 26} ${X + 20} ${Y - 30} ${X - 22} ${Y - 46}C${X - 40} ${Y - 34} ${X - WIDE} ${Y - 20} ${X - WIDE - 5} ${Y + 12}Z`,
    bob: `${sides}C${X + WIDE} ${Y - 10} ${X + WIDE - 8} ${Y - 24} ${X + 40} ${Y - 24}Q${X} ${Y - 30} ${X - 40} ${Y - 24}C${X - WIDE + 8} ${Y - 24} ${X - WIDE} ${Y - 10} ${X - WIDE - 5} ${Y + 12}Z`,
    short: `M${X - WIDE - 3} ${Y - 2}C${X - WIDE - 14} ${Y - 76} ${X + WIDE + 14} ${Y - 84} ${X + WIDE + 3} ${Y - 2}C${X + WIDE - 2} ${Y - 24} ${X + 40} ${Y - 32} ${X + 30} ${Y - 36}Q${X - 6} ${Y - 30} ${X - 34} ${Y - 42}C${X - 44} ${Y - 30} ${X - WIDE + 2} ${Y - 20} ${X - WIDE - 3} ${Y - 2}Z`,
    parted: `M${X - WIDE - 3} ${Y}C${X - WIDE - 12} ${Y - 82} ${X + WIDE + 12} ${Y - 82} ${X + WIDE + 3} ${Y}C${X + WIDE - 2} ${Y - 22} ${X + 36} ${Y - 34} ${X - 14} ${Y - 50}C${X - 34} ${Y - 36} ${X - WIDE + 2} ${Y - 22} ${X - WIDE - 3} ${Y}Z`,
    'grey-short': `M${X - WIDE - 3} ${Y + 2}C${X - WIDE - 10} ${Y - 68} ${X + WIDE + 10} ${Y - 68} ${X + WIDE + 3} ${Y + 2}C${X + WIDE - 2} ${Y - 24} ${X + 40} ${Y - 42} ${X} ${Y - 44}C${X - 40} ${Y - 42} ${X - WIDE + 2} ${Y - 24} ${X - WIDE - 3} ${Y + 2}Z`,
    bald: `M${X - WIDE - 4} ${Y + 6}C${X - WIDE - 8} ${Y - 14} ${X - WIDE - 2} ${Y - 26} ${X - WIDE + 6} ${Y - 30}C${X - WIDE + 2} ${Y - 18} ${X - WIDE + 2} ${Y - 6} ${X - WIDE - 4} ${Y + 6}ZM${X + WIDE + 4} ${Y + 6}C${X + WIDE + 8} ${Y - 14} ${X + WIDE + 2} ${Y - 26} ${X + WIDE - 6} ${Y - 30}C${X + WIDE - 2} ${Y - 18} ${X + WIDE - 2} ${Y - 6} ${X + WIDE + 4} ${Y + 6}Z`,
  };
  return (
    path(fringe[hair], flat(hairColour)) +
    (hair === 'bald' || head !== 'bare'
      ? ''
      : line(`M${X - 32} ${Y - 46}q16-9 36-9`, lit(hairColour, 0.4), 5, 'opacity=".3"'))
  );
}
