import { type Air, at, type Colour, drawing, path, shaded } from '../paint.ts';
import { body, hat } from './clothes.ts';
import { face, neck } from './face.ts';
import { before, behind } from './hair.ts';
import type { Sitter } from './sitter.ts';

const SKY: Readonly<Record<Air, readonly [Colour, Colour]>> = {
  straw: ['#f7e6b8', '#e9c983'],
  sage: ['#dfe8cb', '#b4c795'],
  sky: ['#d9e8ea', '#a6c4cc'],
  blush: ['#f6ddcf', '#e3b39c'],
  lilac: ['#e7dcea', '#bfaac8'],
  sand: ['#efe0ca', '#d2b48f'],
};

/** A head and shoulders before the mountains, calm, looking at whoever looks. A square of 300; also whole in a circle. */
export function portrait(title: string, sitter: Sitter): string {
  const [top, bottom] = SKY[sitter.air];
  const art =
    `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>` +
    '<rect width="300" height="300" fill="url(#sky)"/>' +
    path('M0 168L52 118L84 146L128 96L190 160L226 128L300 178V300H0Z', shaded(bottom, 0.16), 'opacity=".5"') +
    path('M0 208L70 170L130 200L204 166L300 210V300H0Z', shaded(bottom, 0.26), 'opacity=".5"') +
    at(-26, -24, [behind, body, neck, face, before, hat].map((part) => part(sitter)).join(''), {
      scale: 1.17,
    });
  return drawing(title, art);
}
