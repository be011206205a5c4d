import type { Kind, Tint } from '../kind.ts';
import { at, box, type Colour, flat, leaf, line, lit, oval, path, round, shaded, shadow } from '../paint.ts';
import { board, label } from '../vessels.ts';

const shaving = (x: number, y: number, colour: Colour, turn = 0): string =>
  at(
    x,
    y,
    line('M-14 0c2-14 22-14 20 0s-16 10-14 2s10-6 8-1', lit(colour, 0.3), 3.4) +
      line('M-14 0c2-14 22-14 20 0', shaded(colour, 0.1), 1.2),
    { turn },
  );

const chisel = (x: number, y: number, turn: number): string =>
  at(
    x,
    y,
    path('M-7 0L7 0L6-54H-6Z', flat('#c9d0ce')) +
      path('M-7 0L7 0L0 8Z', '#eef1ef') +
      box(-9, -62, 18, 10, 3, '#b98b3e') +
      path('M-10-62L-13-116Q0-128 13-116L10-62Z', flat('#8a5230')),
    { turn },
  );

/** A bookmark upright about 0, 150 high, with a blossom or a bird cut through it. */
function bookmark({ skin, flesh }: Tint): string {
  const petal = (turn: number) => at(0, 12, oval(0, -13, 8, 11, shaded(skin, 0.55)), { turn });
  return (
    path('M-27-70Q0-86 27-70V74H-27Z', shaded(skin, 0.42), 'transform="translate(4 4)"') +
    path('M-27-70Q0-86 27-70V74H-27Z', flat(skin)) +
    line('M-21-64Q0-76 21-64V68H-21Z', shaded(skin, 0.3), 2) +
    line('M-12-60q4 30-2 60t4 66M10-62q-4 40 1 70t-2 56', shaded(skin, 0.16), 1.4, 'opacity=".8"') +
    [0, 72, 144, 216, 288].map(petal).join('') +
    oval(0, 12, 5, 5, lit(skin, 0.3)) +
    line('M-18 62C-10 40 8 44 16 34', shaded(skin, 0.5), 3.4) +
    oval(16, 34, 4.4, 4.4, shaded(skin, 0.5)) +
    oval(-8, 48, 4, 4, shaded(skin, 0.5)) +
    line('M-14-36C-4-50 8-50 15-42', shaded(skin, 0.5), 3.4) +
    oval(-14, -36, 4.4, 4.4, shaded(skin, 0.5)) +
    oval(0, -66, 5, 5, shaded(skin, 0.6)) +
    line('M0-67C4-92-14-96-10-112', flesh, 4) +
    path('M-16-112h12l2-26q-8-6-16 0Z', flesh, 'transform="rotate(180 -10 -120)"')
  );
}

export const bookmarks: Kind = {
  whole: (tint) =>
    shadow(160, 258, 112, 14) +
    // A book, with one laid on it and two beside.
    path('M40 214L176 186L262 222L122 258Z', shaded('#4f6f8a', 0.4), 'transform="translate(0 12)"') +
    path('M44 220L176 192L258 226L122 260Z', '#f6efdd', 'transform="translate(0 4)"') +
    path('M40 206L176 178L262 214L122 250Z', flat('#4f6f8a')) +
    at(94, 132, bookmark(tint), { turn: -14, scale: 1.12 }) +
    at(214, 136, bookmark({ ...tint, skin: shaded(tint.skin, 0.16) }), { turn: 13, scale: 1.12 }) +
    at(154, 146, bookmark({ ...tint, skin: lit(tint.skin, 0.14) }), { turn: -1, scale: 1.24 }),
  cut: (tint) =>
    board(244) +
    shadow(138, 232, 100, 10, 0.26) +
    at(140, 208, bookmark(tint), { turn: 86, scale: 1.16 }) +
    chisel(196, 190, 28) +
    shaving(60, 252, tint.skin) +
    shaving(100, 262, tint.skin, 40) +
    shaving(226, 246, tint.skin, -20) +
    shaving(180, 260, tint.skin, 100) +
    shaving(254, 262, tint.skin, 70),
  parcel: (tint) =>
    shadow(154, 258, 108, 14) +
    at(176, 130, bookmark(tint), { turn: 8, scale: 1.06 }) +
    path('M44 124H256L250 258H50Z', flat('#efe2c8')) +
    path('M44 124L150 196L256 124L256 132L150 206L44 132Z', shaded('#efe2c8', 0.22)) +
    label(150, 216, 86, 58, '#4f6f8a', bookmark(tint), 0.24) +
    oval(150, 160, 15, 14, round('#b8402a')) +
    path('M143 163l4-7 3 4 4-6 4 9Z', lit('#b8402a', 0.4)),
};

/** A pony from the side, about 0, some 170 wide: a load on its back, as on the old road. */
function pony({ skin, flesh }: Tint): string {
  return (
    path('M-62-14C-84-10-90 20-84 50C-76 40-72 16-58 4Z', shaded(skin, 0.4)) +
    path('M-40 20L-46 84H-28L-20 30ZM34 22L38 84H54L54 14Z', shaded(skin, 0.34)) +
    path(
      'M-66-6C-60-28-30-30 0-26C22-24 34-32 42-52C48-70 62-80 70-92L76-80C84-76 92-64 104-50C108-42 100-34 92-36L78-42C72-22 66-4 62 14C58 26 50 28 46 34L50 88H30L26 42C8 48-18 48-34 40L-40 88H-60L-60 34C-70 22-70 8-66-6Z',
      round(skin),
    ) +
    path('M70-92L76-80C62-70 52-58 50-40C46-28 40-24 32-24C38-40 46-66 70-92Z', flesh) +
    line('M56-66l-10 26M62-76l-8 18', lit(flesh, 0.3), 2, 'opacity=".8"') +
    oval(80, -62, 3.4, 3.8, '#2a1c1a') +
    oval(98, -44, 2, 1.6, shaded(skin, 0.55)) +
    line(
      'M-50 0q20 14 50 10M-40 16q24 10 50 4M6-14q14 10 18 26M60-20q-2 16-8 28M-52 40l2 40M38 44l2 36',
      shaded(skin, 0.3),
      1.8,
      'opacity=".65"',
    ) +
    path('M-34-30Q-8-40 18-30L22 4Q-8 12-38 4Z', flat('#b8402a')) +
    line('M-36-6Q-8 4 20-6', '#e7b24c', 4) +
    path('M-24-34Q-8-58 8-34Z', flat('#8a5a35')) +
    line('M-58 88h-4M30 88h22', shaded(skin, 0.5), 4)
  );
}

export const ponies: Kind = {
  whole: (tint) => shadow(150, 256, 108, 14) + at(144, 156, pony(tint), { scale: 1.14 }),
  // Half out of its block.
  cut: (tint) =>
    board(252) +
    shadow(150, 236, 110, 12, 0.26) +
    at(150, 162, pony({ ...tint, skin: lit(tint.skin, 0.14), flesh: lit(tint.flesh, 0.2) }), {
      scale: 0.94,
    }) +
    path('M56 132L118 122L128 190L150 196V242H56Z', flat(tint.skin)) +
    path('M56 132L118 122L128 190L116 192L106 138L56 146Z', lit(tint.skin, 0.34)) +
    line(
      'M66 160q30-6 44 0M66 182q30-8 54 2M66 206q40-8 78 2M66 226q40-8 78 0',
      shaded(tint.skin, 0.22),
      1.8,
    ) +
    chisel(112, 108, 24) +
    shaving(196, 252, tint.skin) +
    shaving(226, 262, tint.skin, 50) +
    shaving(168, 264, tint.skin, -30) +
    shaving(92, 262, tint.skin, 20),
  parcel: (tint) =>
    shadow(156, 264, 108, 14) +
    path('M58 110H242V258q0 6-6 6H64q-6 0-6-6Z', flat('#c99a63')) +
    path('M72 122H228V216H72Z', shaded('#c99a63', 0.55)) +
    Array.from({ length: 18 }, (_, each) =>
      line(
        `M${74 + each * 9} 216q${each % 2 ? 8 : -6}-14 ${(each % 3) * 5 - 4}-22`,
        each % 2 ? '#e9d29a' : '#d9bb7c',
        3.4,
      ),
    ).join('') +
    at(148, 168, pony(tint), { scale: 0.54 }) +
    path('M72 122h54l-40 94H72Z', '#ffffff', 'opacity=".2"') +
    path('M50 92H250V114H50Z', flat('#b9864c')) +
    box(140, 92, 20, 22, 0, '#b8402a') +
    label(150, 240, 92, 36, '#b8402a', at(0, 0, leaf(30, 9, '#6f8f4a'), { turn: -20 }), 0),
};
