import type { Kind, Tint } from '../kind.ts';
import { at, type Colour, heap, leaf, line, lit, mix, oval, path, shaded, shadow, steam } from '../paint.ts';
import { bowl, plate, pouch } from '../vessels.ts';

/** How a grain looks, and the plant that it comes from. */
interface Seed {
  grain(colour: Colour): string;
  /** On its stalk, about 0, some 120 high. */
  plant(tint: Tint): string;
  /** So many grains fill a bowl. */
  count: number;
  /** The bowl that it is shown in. */
  clay: Colour;
  /** Of three colours; else of the skin alone. */
  isMixed: boolean;
}

function loose(
  { grain, isMixed, count }: Seed,
  { skin, flesh }: Tint,
  place: Parameters<typeof heap>[0],
  share = 1,
): string {
  return heap(place, Math.round(count * share), 11, (chance) => {
    const colours = isMixed ? [skin, flesh, '#4a342c'] : [skin, skin, lit(skin, 0.28)];
    return grain(mix(chance.pick(colours), '#fff1d0', chance.next() * 0.22));
  });
}

const spoon = (wood: Colour): string =>
  line('M18 0L92-30', shaded(wood, 0.1), 9) +
  oval(0, 6, 27, 13, wood, { turn: -14 }) +
  oval(0, 4, 22, 9, shaded(wood, 0.35), { turn: -14 });

function kindOf(seed: Seed): Kind {
  const spread = (tint: Tint, rx: number, y: number) =>
    oval(150, y, rx, rx * 0.28, shaded(tint.skin, 0.2)) +
    path(
      `M${150 - rx} ${y}C${150 - rx * 0.6} ${y - rx * 0.86} ${150 + rx * 0.6} ${y - rx * 0.86} ${150 + rx} ${y}Z`,
      shaded(tint.skin, 0.14),
    );
  return {
    whole: (tint) =>
      at(232, 196, seed.plant(tint), { turn: 16, scale: 1.1 }) +
      bowl(
        { x: 140, y: 170, rx: 98, glaze: seed.clay, band: lit(seed.clay, 0.4) },
        at(-10, 0, spread(tint, 88, 172)) + loose(seed, tint, { x: 140, base: 172, width: 172, height: 70 }),
      ) +
      loose(seed, tint, { x: 246, base: 262, width: 62, height: 12 }, 0.12),
    cut: (tint) =>
      plate(150, 232, 126) +
      bowl(
        { y: 146, rx: 92, glaze: '#f6f0e4', band: '#5f8a6a' },
        spread({ ...tint, skin: lit(tint.skin, 0.22) }, 84, 146) +
          loose(
            seed,
            { ...tint, skin: lit(tint.skin, 0.3), flesh: lit(tint.flesh, 0.2) },
            { x: 150, base: 148, width: 160, height: 60 },
          ) +
          at(120, 108, leaf(26, 9, '#6f9a4a'), { turn: -24 }) +
          at(150, 98, leaf(24, 8, '#87b05c'), { turn: 18 }) +
          oval(176, 112, 9, 8, '#d1462f') +
          oval(173, 109, 3, 2, '#ffffff', { more: 'opacity=".6"' }) +
          oval(134, 124, 8, 7, '#d1462f') +
          oval(168, 130, 9, 5, '#f2c14e', { turn: 20 }),
      ) +
      steam(150, 84, 52),
    parcel: (tint) =>
      pouch(
        shaded(tint.skin, 0.16),
        at(0, 26, seed.plant(tint), { scale: 0.52 }),
        oval(0, 10, 60, 50, shaded(tint.skin, 0.12)) +
          loose(seed, tint, { x: 0, base: 48, width: 150, height: 104 }, 0.75),
        0.8,
      ) +
      shadow(66, 272, 42, 7) +
      at(40, 262, spoon('#a9713f')) +
      loose(seed, tint, { x: 40, base: 262, width: 34, height: 10 }, 0.1),
  };
}

const ear = (colour: Colour, droop: number): string =>
  Array.from({ length: 11 }, (_, each) => {
    const t = each / 10;
    const x = droop * t * t * 62;
    const y = -66 - 62 * t + droop * t * t * 46;
    const turn = -90 + droop * t * 120;
    return (
      at(x, y, oval(6, -5, 9, 3.6, shaded(colour, 0.1)), { turn: turn - 26 }) +
      at(x, y, oval(6, 5, 9, 3.6, lit(colour, 0.2)), { turn: turn + 26 })
    );
  }).join('');

export const quinoa: Kind = kindOf({
  clay: '#b57b47',
  isMixed: true,
  count: 420,
  grain: (colour) => oval(0, 0, 4.4, 4, colour) + oval(-1.2, -1.2, 1.6, 1.2, lit(colour, 0.7)),
  plant: ({ skin }) =>
    line('M0 30C2-10-4-50 0-90', '#7c9350', 5) +
    at(0, 4, leaf(40, 12, '#7c9350'), { turn: -30 }) +
    at(0, -4, leaf(38, 12, '#7c9350'), { turn: -152 }) +
    Array.from({ length: 46 }, (_, each) => {
      const t = each / 46;
      const reach = 20 * Math.sin(t * Math.PI) + 3;
      return oval(
        Math.sin(each * 2.4) * reach,
        -36 - 84 * t,
        6,
        6,
        mix(skin, each % 3 ? '#c7472f' : '#f0c070', 0.5),
      );
    }).join(''),
});

export const rice: Kind = kindOf({
  clay: '#46586a',
  isMixed: false,
  count: 330,
  grain: (colour) => oval(0, 0, 7.4, 2.9, colour) + oval(-1.5, -0.8, 3, 0.9, lit(colour, 0.7)),
  plant: () =>
    line('M0 30C-2-10-2-40 0-70', '#a9a24c', 4) +
    at(0, 2, leaf(64, 8, '#8f9a4a'), { turn: -60 }) +
    at(0, 10, leaf(60, 8, '#8f9a4a'), { turn: -130 }) +
    ear('#d8a83f', 1),
});
