import { chanceOf } from '../../market/chance.ts';
import type { Kind, Tint } from '../kind.ts';
import { at, type Colour, gloss, leaf, line, lit, mix, oval, path, round, shaded, shadow } from '../paint.ts';
import { board, carton, hamper, knife } from '../vessels.ts';

/** What an apple and a pear have in common: a skin with dots, a stalk, and a core when it is cut. */
interface Fruit {
  outline: string;
  /** Where the stalk begins. */
  top: number;
  /** Where a blush lies on it; null: one colour. */
  blush: Colour | null;
  hasLeaf: boolean;
  /** How a few of them stand: in a basket, or large on the table. */
  hasBasket: boolean;
}

function fruit({ outline, top, blush, hasLeaf }: Fruit, { skin }: Tint, seed: number): string {
  const chance = chanceOf(seed);
  const dots = Array.from({ length: 16 }, () =>
    oval(chance.whole(-34, 34), chance.whole(-16, 34), 1.5, 1.3, lit(skin, 0.75), { more: 'opacity=".7"' }),
  );
  return (
    path(outline, round(skin)) +
    (blush
      ? path(outline, `url(#r${blush.slice(1)})`, 'opacity=".45" transform="translate(8 2) scale(.8)"')
      : '') +
    dots.join('') +
    oval(0, top + 5, 15, 5, shaded(skin, 0.42), { more: 'opacity=".6"' }) +
    line(`M0 ${top + 6}Q0 ${top - 8} 7 ${top - 18}`, '#5a3a28', 4.6) +
    (hasLeaf ? at(3, top - 8, leaf(36, 12, '#6f8f4a'), { turn: -24 }) : '') +
    gloss(-18, top + 24, 8, 14, 28, 0.42)
  );
}

function halved({ outline, top }: Fruit, { skin, flesh }: Tint): string {
  return (
    path(outline, shaded(skin, 0.1)) +
    at(0, 1, path(outline, flesh), { scale: 0.91 }) +
    at(-3, -1, path(outline, lit(flesh, 0.6), 'opacity=".7"'), { scale: 0.7 }) +
    oval(0, 6, 15, 19, mix(flesh, '#d9b45a', 0.28)) +
    oval(-5, 6, 3.4, 7, '#5a3526', { turn: 10 }) +
    oval(6, 6, 3.4, 7, '#5a3526', { turn: -10 }) +
    line(`M0 ${top + 4}V${top - 10}`, '#5a3a28', 4.4)
  );
}

function wedge({ skin, flesh }: Tint): string {
  return (
    path('M-40-8C-30 26 30 26 40-8C26 6-26 6-40-8Z', skin) +
    path('M-40-8C-26 14 26 14 40-8C20-20-20-20-40-8Z', lit(flesh, 0.3)) +
    path('M-10-12Q0-2 10-12Q0-16-10-12Z', mix(flesh, '#d9b45a', 0.4))
  );
}

export function fruitKind(of: Fruit): Kind {
  const one = (tint: Tint, seed: number) => fruit(of, tint, seed);
  const inBasket = (tint: Tint) =>
    shadow(152, 258, 116, 14) +
    [
      [88, 142, -12, 0.96],
      [214, 142, 14, 0.96],
      [150, 116, 3, 1.06],
      [116, 164, 8, 1],
      [186, 166, -6, 1],
      [66, 176, -24, 0.76],
      [234, 176, 22, 0.76],
    ]
      .map(([x, y, turn, scale], place) => at(x!, y!, one(tint, place + 3), { turn: turn!, scale: scale! }))
      .join('') +
    hamper(150, 190, 208) +
    at(262, 246, one(tint, 30), { turn: 14, scale: 0.56 });
  const onTheTable = (tint: Tint) =>
    shadow(90, 238, 66, 13) +
    shadow(216, 238, 66, 13) +
    shadow(152, 258, 72, 13) +
    at(88, 154, one(tint, 3), { turn: -8, scale: 1.36 }) +
    at(214, 152, one(tint, 4), { turn: 9, scale: 1.36 }) +
    at(150, 180, one(tint, 5), { turn: 1, scale: 1.42 }) +
    at(54, 262, leaf(58, 20, '#7f9f55'), { turn: -8 });
  return {
    whole: (tint) => (of.hasBasket ? inBasket(tint) : onTheTable(tint)),
    cut: (tint) =>
      board(250) +
      shadow(110, 232, 54, 9, 0.26) +
      at(104, 170, one(tint, 8), { turn: -6, scale: 1.3 }) +
      shadow(202, 236, 50, 8, 0.26) +
      at(200, 190, halved(of, tint), { turn: 10, scale: 1.1 }) +
      at(150, 248, wedge(tint), { turn: -8, scale: 0.8 }) +
      knife(196, 274, -4, 0.62),
    parcel: (tint) =>
      carton(
        shaded(tint.skin, 0.12),
        one(tint, 5),
        [
          [88, 152, -8, 0.86],
          [150, 144, 4, 0.96],
          [212, 152, 10, 0.86],
          [118, 168, 14, 0.8],
          [182, 168, -10, 0.8],
        ]
          .map(([x, y, turn, scale], place) =>
            at(x!, y!, one(tint, place + 14), { turn: turn!, scale: scale! }),
          )
          .join('') +
          [70, 118, 166, 214].map((x) => line(`M${x} 162q8-14 16 2q8-12 16 0`, '#e9d9b4', 4)).join(''),
        0.52,
      ),
  };
}

export const apples: Kind = fruitKind({
  outline: 'M0-34C-12-48-50-44-51-4C-52 32-26 50-10 48C-4 46 4 46 10 48C28 50 52 30 51-5C49-44 12-48 0-34Z',
  top: -36,
  blush: '#e9b04a',
  hasLeaf: true,
  hasBasket: true,
});

export const pears: Kind = fruitKind({
  outline:
    'M0-62C-16-62-20-44-24-26C-30-6-48 2-47 26C-46 50-22 56 0 55C24 56 46 48 47 24C47 2 30-8 24-26C20-44 16-62 0-62Z',
  top: -62,
  blush: '#d98a4a',
  hasLeaf: false,
  hasBasket: false,
});
