import type { Kind, Tint } from '../kind.ts';
import {
  at,
  box,
  type Colour,
  flat,
  gloss,
  heap,
  leaf,
  line,
  lit,
  oval,
  path,
  shaded,
  shadow,
  steam,
} from '../paint.ts';
import { bowl, label, plate } from '../vessels.ts';

/** A bud and two leaves, growing up from 0. */
const sprig = (colour: Colour): string =>
  line('M0 40Q-3 10 0-10', shaded(colour, 0.2), 5) +
  at(0, 0, leaf(74, 21, colour), { turn: -28 }) +
  at(0, 8, leaf(70, 20, shaded(colour, 0.1)), { turn: -150 }) +
  at(0, -6, leaf(60, 12, lit(colour, 0.3)), { turn: -88 });

const twist = (colour: Colour): string =>
  line('M-11 2Q-4-6 2 0T12-2', colour, 3.4) + line('M-9 0Q-4-5 0-1', lit(colour, 0.4), 1.4);

/** A cup with a lid and a saucer, as it stands in every teahouse. */
function cup(liquor: Colour): string {
  return (
    plate(0, 76, 78) +
    path('M-62-20C-62 36-34 74-22 76H22C34 74 62 36 62-20Z', flat('#f7f3ea')) +
    oval(0, -20, 62, 17, '#fffdf8') +
    oval(0, -18, 55, 13, shaded('#f7f3ea', 0.2)) +
    oval(0, -16, 53, 11.5, liquor) +
    oval(-12, -18, 30, 5, lit(liquor, 0.5), { more: 'opacity=".6"' }) +
    line('M-48 14q48 24 96 0', '#4f7f9a', 3, 'opacity=".8"') +
    at(-8, 34, leaf(20, 6, '#4f7f9a'), { turn: -30 }) +
    at(-6, 36, leaf(18, 5, '#4f7f9a'), { turn: -140 }) +
    gloss(-44, 20, 4, 16, 18, 0.6)
  );
}

export const tea: Kind = {
  whole: ({ skin }: Tint) =>
    shadow(150, 250, 116, 20) +
    // A flat basket, the sprigs on it.
    oval(150, 222, 124, 44, shaded('#b9864c', 0.3)) +
    oval(150, 214, 124, 43, flat('#c99a63')) +
    oval(150, 215, 108, 35, shaded('#c99a63', 0.25)) +
    oval(150, 217, 106, 33, '#d9b27a') +
    [-60, -30, 0, 30, 60]
      .map((x) => line(`M${150 + x} 188q-8 28 0 58`, '#b9864c', 2, 'opacity=".7"'))
      .join('') +
    [
      [92, 212, -50],
      [206, 208, 44],
      [118, 196, -16],
      [184, 192, 20],
      [150, 172, 0],
      [104, 232, -66],
      [196, 234, 58],
      [150, 226, 8],
    ]
      .map(([x, y, turn], place) =>
        at(x!, y! - 16, sprig(place % 2 ? lit(skin, 0.14) : skin), {
          turn: turn!,
          scale: place > 4 ? 0.72 : 1,
        }),
      )
      .join(''),
  cut: ({ skin, flesh }) =>
    at(128, 152, cup(flesh), { scale: 1.2 }) +
    steam(126, 112, 72) +
    bowl(
      { x: 242, y: 222, rx: 44, glaze: '#5a6a5a', band: '#c9a463' },
      heap({ x: 242, base: 223, width: 74, height: 18 }, 50, 6, (chance) =>
        twist(shaded(skin, 0.1 + chance.next() * 0.3)),
      ),
    ) +
    at(36, 266, sprig(skin), { turn: 74, scale: 0.5 }),
  parcel: ({ skin, flesh }) =>
    shadow(156, 262, 84, 13) +
    // A tin with a lid.
    path('M78 112V246Q150 274 222 246V112Z', flat(shaded(skin, 0.18))) +
    oval(150, 112, 72, 19, shaded(skin, 0.3)) +
    path('M74 76V116Q150 144 226 116V76Z', flat(skin)) +
    oval(150, 76, 76, 20, lit(skin, 0.32)) +
    oval(150, 74, 58, 14, lit(skin, 0.16)) +
    path('M88 130V244q8 5 18 8V136q-10-2-18-6Z', '#ffffff', 'opacity=".22"') +
    label(150, 196, 96, 84, shaded(flesh, 0.2), at(0, 12, sprig(skin)), 0.62) +
    box(146, 62, 8, 9, 3, shaded(skin, 0.3)) +
    at(58, 262, twist(shaded(skin, 0.2))) +
    at(42, 254, twist(shaded(skin, 0.1)), { turn: 50 }) +
    at(250, 264, twist(shaded(skin, 0.15)), { turn: -30 }),
};
