import { type Chance, chanceOf } from '../market/chance.ts';

/**
 * The paint of the demo's drawings: SVG as text, in units of a square of 300. The light comes from the window at the upper
 * left, so all that is round is bright there, and shadows fall to the lower right. Nothing has an outline.
 */
const SIDE = 300;

/** `#rrggbb`. */
export type Colour = string;

type Rgb = readonly [number, number, number];

const LIGHT = '#fff1d0';
/** No shadow is grey: in all of them is a little of the same plum. */
const DARK = '#3a1d2c';

/** Of one colour so much, from 0 (all of the first) to 1 (all of the second). */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const [a, b] = [rgb(from), rgb(to)];
  const part = (n: 0 | 1 | 2) => Math.round(a[n] + (b[n] - a[n]) * share);
  return `#${[part(0), part(1), part(2)].map((each) => each.toString(16).padStart(2, '0')).join('')}`;
}

function rgb(colour: Colour): Rgb {
  const at = (n: number) => Number.parseInt(colour.slice(n, n + 2), 16);
  return [at(1), at(3), at(5)];
}

/** The colour in the light. */
export const lit = (colour: Colour, share = 0.35): Colour => mix(colour, LIGHT, share);
/** The colour in the shade. */
export const shaded = (colour: Colour, share = 0.35): Colour => mix(colour, DARK, share);

/** The fill of what is round. */
export const round = (colour: Colour): string => `url(#r${colour.slice(1)})`;
/** The fill of what is flat or stands upright. */
export const flat = (colour: Colour): string => `url(#f${colour.slice(1)})`;
/** The fill of what is hollow: dark where the light does not come. */
export const hollow = (colour: Colour): string => `url(#h${colour.slice(1)})`;

/** The gradients that art asks for by its fills. */
function gradients(art: string): string {
  const asked = new Set(art.match(/url\(#[rfh][0-9a-f]{6}\)/g));
  return [...asked]
    .map((each) => {
      const [kind, colour] = [each[5], `#${each.slice(6, 12)}`];
      const id = each.slice(5, 12);
      if (kind === 'r') {
        const stops = stop(0, lit(colour, 0.5)) + stop(0.42, colour) + stop(1, shaded(colour, 0.42));
        return `<radialGradient id="${id}" cx=".36" cy=".28" r=".86">${stops}</radialGradient>`;
      }
      const stops =
        kind === 'f'
          ? stop(0, lit(colour, 0.3)) + stop(0.5, colour) + stop(1, shaded(colour, 0.24))
          : stop(0, shaded(colour, 0.55)) + stop(1, shaded(colour, 0.12));
      return `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="1">${stops}</linearGradient>`;
    })
    .join('');
}

const stop = (at: number, colour: Colour) => `<stop offset="${at}" stop-color="${colour}"/>`;

/** A number as SVG wants it: short. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A path. @param more further attributes */
export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;

/** A stroke with round ends. */
export const line = (d: string, colour: Colour, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;

export const oval = (
  x: number,
  y: number,
  rx: number,
  ry: number,
  fill: string,
  { turn = 0, more = '' } = {},
): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" ${turn ? `transform="rotate(${n(turn)} ${n(x)} ${n(y)})"` : ''} ${more}/>`;

export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  corner: number,
  fill: string,
): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(corner)}" fill="${fill}"/>`;

/** Art moved, turned and scaled. */
export const at = (x: number, y: number, art: string, { turn = 0, scale = 1, flip = false } = {}): string =>
  `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)}) scale(${flip ? -scale : scale} ${scale})">${art}</g>`;

/** A closed line through points, rounded. */
export function closed(points: readonly (readonly [number, number])[]): string {
  const of = (index: number) => points[(index + points.length) % points.length]!;
  let d = `M${n(of(0)[0])} ${n(of(0)[1])}`;
  points.forEach((point, index) => {
    const [before, next, after] = [of(index - 1), of(index + 1), of(index + 2)];
    const [x1, y1] = [point[0] + (next[0] - before[0]) / 6, point[1] + (next[1] - before[1]) / 6];
    const [x2, y2] = [next[0] - (after[0] - point[0]) / 6, next[1] - (after[1] - point[1]) / 6];
    d += `C${n(x1)} ${n(y1)} ${n(x2)} ${n(y2)} ${n(next[0])} ${n(next[1])}`;
  });
  return `${d}Z`;
}

/** What grew is never an ellipse: a round shape about 0 that goes in and out a little. */
export function lump(rx: number, ry: number, seed: number, rough = 0.09): string {
  const chance = chanceOf(seed);
  const points = Array.from({ length: 9 }, (_, index) => {
    const angle = (index / 9) * 2 * Math.PI;
    const reach = 1 - rough / 2 + rough * chance.next();
    return [rx * reach * Math.cos(angle), ry * reach * Math.sin(angle)] as const;
  });
  return closed(points);
}

/** A leaf from 0 to the right. */
export function leaf(length: number, width: number, colour: Colour): string {
  const [l, w] = [length, width];
  const blade = `M0 0C${n(l * 0.25)} ${n(-w)} ${n(l * 0.7)} ${n(-w)} ${n(l)} 0C${n(l * 0.7)} ${n(w)} ${n(l * 0.25)} ${n(w)} 0 0Z`;
  const half = `M0 0C${n(l * 0.25)} ${n(w)} ${n(l * 0.7)} ${n(w)} ${n(l)} 0Z`;
  return (
    path(blade, lit(colour, 0.12)) +
    path(half, shaded(colour, 0.22)) +
    line(`M0 0L${n(l * 0.92)} 0`, lit(colour, 0.4), n2(w * 0.09))
  );
}

const n2 = (value: number) => Math.max(0.6, Math.round(value * 10) / 10);

/** The light's own spot on something that shines. */
export const gloss = (x: number, y: number, rx: number, ry: number, turn = -30, share = 0.55): string =>
  oval(x, y, rx, ry, '#ffffff', { turn, more: `opacity="${share}"` });

/** What an object takes from the table's light. */
export const shadow = (x: number, y: number, rx: number, ry: number, share = 0.2): string =>
  oval(x + rx * 0.1, y, rx, ry, DARK, { more: `opacity="${share}"` }) +
  oval(x + rx * 0.04, y - 1, rx * 0.82, ry * 0.66, DARK, { more: `opacity="${share * 0.8}"` });

/** What is warm gives off this. */
export function steam(x: number, y: number, height = 50): string {
  const wisp = (dx: number, dy: number, h: number) =>
    line(
      `M${n(x + dx)} ${n(y + dy)}c${n(-h * 0.24)} ${n(-h * 0.28)} ${n(h * 0.24)} ${n(-h * 0.42)} 0 ${n(-h * 0.7)}c${n(-h * 0.12)} ${n(-h * 0.14)} ${n(-h * 0.04)} ${n(-h * 0.24)} ${n(h * 0.06)} ${n(-h * 0.3)}`,
      '#ffffff',
      6,
      'opacity=".6"',
    );
  return wisp(-24, 0, height * 0.85) + wisp(2, -5, height * 1.1) + wisp(27, 0, height * 0.8);
}

/** Many small things in a heap, those behind first. */
export function heap(
  { x, base, width, height }: { x: number; base: number; width: number; height: number },
  count: number,
  seed: number,
  one: (chance: Chance, depth: number) => string,
): string {
  const chance = chanceOf(seed);
  const places = Array.from({ length: count }, () => {
    const across = chance.next() * 2 - 1;
    const up = chance.next();
    const most = Math.sqrt(Math.max(0, 1 - across * across)) * height;
    // A heap is a half round before, and goes back a little.
    return {
      dx: (across * width) / 2,
      dy: width * 0.09 * Math.sqrt(1 - across * across) * (1 - up) - up * most,
    };
  });
  return places
    .toSorted((a, b) => a.dy - b.dy)
    .map(({ dx, dy }) => at(x + dx, base + dy, one(chance, -dy / height), { turn: chance.whole(-90, 90) }))
    .join('');
}

/** What the air of a picture is: a wash on the wall behind. */
export type Air = 'straw' | 'sage' | 'sky' | 'blush' | 'lilac' | 'sand';

const AIRS: Readonly<Record<Air, readonly [Colour, Colour]>> = {
  straw: ['#fbf0d3', '#f0d9a4'],
  sage: ['#edf2de', '#cfdcb6'],
  sky: ['#e8f1f2', '#c3d9de'],
  blush: ['#fbe9df', '#f0c9b4'],
  lilac: ['#f1eaf3', '#d8cadf'],
  sand: ['#f6ecdf', '#e3cdb1'],
};

/** How the table and the wall behind it are painted: the same in every picture but for the air. */
function room(air: Air, width: number): string {
  const [top, bottom] = AIRS[air];
  const wall = `<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1">${stop(0, top)}${stop(1, bottom)}</linearGradient>`;
  const oak = `<linearGradient id="oak" x1="0" y1="0" x2="1" y2="1">${stop(0, '#e9c797')}${stop(0.5, '#dcb07a')}${stop(1, '#bd8b57')}</linearGradient>`;
  const pane = (x: number, y: number) =>
    `<path d="M${x} ${y}l62 -20v78l-62 20Z" fill="#fffdf2" opacity=".5"/>`;
  const grain = [214, 238, 270].map((y) => `M0 ${y}q${width / 2}-14 ${width} 0`);
  return (
    `${wall}${oak}<rect width="${width}" height="${SIDE}" fill="url(#wall)"/>` +
    [pane(18, 46), pane(88, 24), pane(18, 132), pane(88, 110)].join('') +
    `<path d="M0 ${TABLE}h${width}V${SIDE}H0Z" fill="url(#oak)"/><path d="M0 ${TABLE}h${width}v3H0Z" fill="#f6dfb8"/>` +
    grain.map((d) => line(d, '#a87643', 1.2, 'opacity=".35"')).join('')
  );
}

/** Where the table meets the wall. */
const TABLE = 196;

/** A whole picture: its art on the table, under its title. @param width of a picture that is wider than high */
export function onTable(title: string, air: Air, art: string, width = SIDE): string {
  return drawing(title, room(air, width) + art, width);
}

const written = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Art as a file of its own, with the gradients that it asks for. */
export function drawing(title: string, art: string, width = SIDE): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${SIDE}"><title>${written(title)}</title><defs>${gradients(art)}</defs>${art}</svg>`;
}
