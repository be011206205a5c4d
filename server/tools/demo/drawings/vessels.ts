import {
  at,
  box,
  type Colour,
  flat,
  gloss,
  hollow,
  line,
  lit,
  mix,
  n,
  oval,
  path,
  shaded,
  shadow,
} from './paint.ts';

/** What things lie in and are sent in: all of it kraft, linen, clay and glass of the same hands. */
const KRAFT = '#c99a63';
const LINEN = '#efe2c8';
const CLAY = '#f3ede1';
const GLASS = '#dfeeea';

/** A bowl with what is in it. @param y of its rim */
export function bowl(
  {
    x = 150,
    y = 168,
    rx = 92,
    glaze = CLAY,
    band = '#4f7f9a',
  }: { x?: number; y?: number; rx?: number; glaze?: Colour; band?: Colour },
  inside: string,
): string {
  const ry = rx * 0.3;
  const deep = rx * 0.78;
  const body = `M${n(x - rx)} ${y}C${n(x - rx)} ${n(y + deep * 0.7)} ${n(x - rx * 0.5)} ${n(y + deep)} ${n(x - rx * 0.36)} ${n(y + deep)}H${n(x + rx * 0.36)}C${n(x + rx * 0.5)} ${n(y + deep)} ${n(x + rx)} ${n(y + deep * 0.7)} ${n(x + rx)} ${y}Z`;
  const foot = `M${n(x - rx * 0.38)} ${n(y + deep - 4)}h${n(rx * 0.76)}l-5 14h${n(-rx * 0.76 + 10)}Z`;
  const stripe = (drop: number, inset: number) =>
    line(
      `M${n(x - rx * inset)} ${n(y + drop)}C${n(x - rx * 0.6)} ${n(y + drop + ry * 1.15)} ${n(x + rx * 0.6)} ${n(y + drop + ry * 1.15)} ${n(x + rx * inset)} ${n(y + drop)}`,
      band,
      3.4,
      'opacity=".8"',
    );
  // Two bowls of other sizes may stand in one picture.
  const mouthId = `mouth-${n(x)}-${n(y)}-${n(rx)}`;
  const mouth = `<clipPath id="${mouthId}"><path d="M${n(x - rx)} -20H${n(x + rx)}V${y}A${n(rx)} ${n(ry)} 0 0 1 ${n(x - rx)} ${y}Z"/></clipPath>`;
  return (
    shadow(x + 6, y + deep + 10, rx * 0.86, 15) +
    path(foot, flat(shaded(glaze, 0.14))) +
    path(body, flat(glaze)) +
    oval(x, y, rx, ry, lit(glaze, 0.4)) +
    oval(x, y + 1, rx - 5, ry - 3, hollow(glaze)) +
    `${mouth}<g clip-path="url(#${mouthId})">${inside}</g>` +
    // The near edge of the rim stands before what lies in it.
    line(
      `M${n(x - rx + 2)} ${n(y + 1)}A${n(rx - 2)} ${n(ry)} 0 0 0 ${n(x + rx - 2)} ${n(y + 1)}`,
      lit(glaze, 0.5),
      5,
    ) +
    stripe(17, 0.93) +
    stripe(25, 0.9) +
    gloss(x - rx * 0.62, y + deep * 0.5, 5, 17, 24, 0.5)
  );
}

/** A flat plate, seen from a little above. */
export function plate(
  x: number,
  y: number,
  rx: number,
  glaze: Colour = CLAY,
  band: Colour = '#4f7f9a',
): string {
  const ry = rx * 0.34;
  return (
    shadow(x + 4, y + ry * 0.62, rx * 0.98, ry * 0.72) +
    oval(x, y + 6, rx, ry, shaded(glaze, 0.22)) +
    oval(x, y, rx, ry, flat(glaze)) +
    `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx - 6)}" ry="${n(ry - 3)}" fill="none" stroke="${band}" stroke-width="2.2" opacity=".75"/>` +
    oval(x, y + 2, rx * 0.72, ry * 0.66, shaded(glaze, 0.1)) +
    oval(x, y + 3.5, rx * 0.7, ry * 0.63, lit(glaze, 0.3))
  );
}

/** A board to cut on. */
export function board(y = 232, wood: Colour = '#a9713f'): string {
  const top = `M46 ${y - 46}h202q9 0 11 8l13 52q2 10-9 10H34q-11 0-9-10l12-52q2-8 9-8Z`;
  return (
    shadow(152, y + 20, 128, 16) +
    at(0, 8, path(top, shaded(wood, 0.42))) +
    path(top, flat(wood)) +
    line(`M44 ${y - 26}q106-8 212 0M38 ${y - 4}q112-9 224 0`, shaded(wood, 0.25), 1.6, 'opacity=".6"') +
    oval(238, y - 34, 7, 3.4, shaded(wood, 0.6))
  );
}

/** A kitchen knife, its point to the left. */
export const knife = (x: number, y: number, turn = 0, scale = 1): string =>
  at(
    x,
    y,
    path('M0 0C30-16 70-19 104-17V3C60 6 24 6 0 0Z', '#d8dedd') +
      path('M0 0C40-4 70-5 104-4V3C60 6 24 6 0 0Z', '#f3f6f4') +
      path('M104-16h44q12 1 12 9t-12 9h-44Z', flat('#6b4028')) +
      oval(118, -7, 2, 2, '#e2c48f') +
      oval(140, -7, 2, 2, '#e2c48f'),
    { turn, scale },
  );

/** A basket of willow; what is in it is drawn before. */
export function hamper(x = 150, y = 178, width = 196, wicker: Colour = '#b9864c'): string {
  const half = width / 2;
  const low = half * 0.78;
  const deep = 74;
  const body = `M${n(x - half)} ${y}L${n(x - low)} ${y + deep - 8}q2 8 12 8h${n(2 * low - 24)}q10 0 12-8L${n(x + half)} ${y}Z`;
  const rows = [14, 28, 42, 56].map((drop, row) => {
    const reach = half - ((half - low) * drop) / deep - 4;
    const waves = 9;
    const step = (2 * reach) / waves;
    let d = `M${n(x - reach)} ${y + drop}`;
    for (let wave = 0; wave < waves; wave += 1) {
      d += `q${n(step / 2)} ${(wave + row) % 2 ? 9 : -9} ${n(step)} 0`;
    }
    return line(d, row % 2 ? lit(wicker, 0.3) : shaded(wicker, 0.35), 4.4, 'opacity=".8"');
  });
  return (
    path(body, flat(wicker)) +
    rows.join('') +
    box(x - half - 7, y - 8, width + 14, 15, 7.5, flat(lit(wicker, 0.15))) +
    Array.from({ length: 13 }, (_, each) =>
      line(
        `M${n(x - half + 2 + each * (width / 12.6))} ${y + 5}l8-11`,
        shaded(wicker, 0.35),
        2.6,
        'opacity=".7"',
      ),
    ).join('')
  );
}

/** Three mountains and a sun: who sends it. */
function mark(colour: Colour): string {
  return (
    oval(7, -11, 4, 4, mix(colour, '#f2b63c', 0.6)) +
    path('M-19 8L-9-9L-2 3L6-10L19 8Z', colour) +
    line('M-16 13q16-5 32 0', colour, 2.4)
  );
}

/** The label of every parcel: paper, a band in the colour of what is in it, the mark, and what it is as a small drawing. */
export function label(
  x: number,
  y: number,
  width: number,
  height: number,
  colour: Colour,
  emblem: string,
  scale = 0.5,
): string {
  const [left, top] = [x - width / 2, y - height / 2];
  return (
    box(left + 2, top + 3, width, height, 4, shaded(KRAFT, 0.4)) +
    box(left, top, width, height, 4, '#fdf8ec') +
    box(left, top + height - 15, width, 15, 4, colour) +
    box(left, top + height - 15, width, 6, 0, colour) +
    box(left + width * 0.24, top + height - 9.5, width * 0.52, 3.6, 1.8, '#fdf8ec') +
    at(left + 17, top + 17, mark(colour), { scale: 0.5 }) +
    at(x + 3, top + (height - 15) / 2 + 3, emblem, { scale })
  );
}

/** An open box of card, and what looks out of it. */
export function carton(colour: Colour, emblem: string, inside: string, scale = 0.5): string {
  return (
    shadow(156, 268, 118, 15) +
    path('M52 158L30 126L116 112L124 140Z', flat(lit(KRAFT, 0.12))) +
    path('M248 158L270 126L184 112L176 140Z', flat(shaded(KRAFT, 0.1))) +
    path('M52 158L124 138H176L248 158V200H52Z', shaded(KRAFT, 0.52)) +
    inside +
    path('M48 164H252L244 262q-1 6-7 6H63q-6 0-7-6Z', flat(KRAFT)) +
    path('M48 164H252L251 174H49Z', shaded(KRAFT, 0.2)) +
    path('M48 164L26 184L44 206L54 176Z', flat(lit(KRAFT, 0.2))) +
    path('M252 164L274 184L256 206L246 176Z', flat(shaded(KRAFT, 0.16))) +
    label(150, 219, 104, 70, colour, emblem, scale)
  );
}

/** A bag of kraft paper with a window, tied at the top. @param seen what the window shows, in a square of 80 about 0 */
export function pouch(colour: Colour, emblem: string, seen: string, scale = 0.45): string {
  const body = 'M82 96C74 150 68 216 74 254q2 12 14 12h124q12 0 14-12c6-38 0-104-8-158Z';
  return (
    shadow(156, 266, 92, 13) +
    path(body, flat(KRAFT)) +
    path('M82 96C76 140 70 200 73 246C86 206 92 140 96 96Z', lit(KRAFT, 0.25), 'opacity=".7"') +
    path('M218 96C226 150 230 216 226 254C214 206 208 140 204 96Z', shaded(KRAFT, 0.22), 'opacity=".7"') +
    path(
      'M84 98L92 54q4 7 10 0q5 7 11 0q6 7 12 0q6 7 12 0q6 7 13 0q6 7 13 0q6 7 12 0q6 7 12 0q5 7 11 0q5 7 10 0L216 98Z',
      flat(lit(KRAFT, 0.1)),
    ) +
    box(80, 90, 140, 15, 7, flat(LINEN)) +
    line(
      'M150 98c-16-20-34-14-30-4s20 8 30 4c16-20 34-14 30-4s-20 8-30 4l-16 22M150 98l17 21',
      shaded(LINEN, 0.2),
      3.4,
    ) +
    `<clipPath id="pane"><rect x="104" y="124" width="92" height="62" rx="14"/></clipPath>` +
    box(102, 122, 96, 66, 15, shaded(KRAFT, 0.4)) +
    `<g clip-path="url(#pane)">${box(104, 124, 92, 62, 0, shaded(KRAFT, 0.55))}${at(150, 155, seen)}</g>` +
    path('M110 132q3-6 12-6h22l-34 50Z', '#ffffff', 'opacity=".28"') +
    label(150, 226, 84, 54, colour, emblem, scale)
  );
}

/** A jar of glass. @param filled the colour of what fills it; null: `inside` alone is in it */
export function jar(
  colour: Colour,
  emblem: string,
  filled: Colour | null,
  inside = '',
  lid: Colour = '#8a5a35',
  scale = 0.5,
): string {
  const body = 'M88 118C72 124 66 140 66 158V244q0 22 22 22h124q22 0 22-22V158c0-18-6-34-22-40Z';
  return (
    shadow(158, 266, 96, 13) +
    path(body, flat(GLASS), 'opacity=".8"') +
    (filled === null
      ? ''
      : path(
          'M74 150C76 140 82 134 92 130H208C218 134 224 140 226 150V242q0 16-16 16H90q-16 0-16-16Z',
          flat(filled),
        )) +
    inside +
    path('M80 146c2-8 6-12 13-15v116c-9-1-13-5-13-14Z', '#ffffff', 'opacity=".42"') +
    path('M220 150v86c0 8-3 13-9 15V138c6 2 8 6 9 12Z', '#ffffff', 'opacity=".2"') +
    box(92, 104, 116, 18, 5, flat(shaded(GLASS, 0.1))) +
    path('M78 104C76 84 84 78 96 76H204C216 78 224 84 222 104Q150 118 78 104Z', flat(lid)) +
    line('M86 100q64 12 128 0', lit(lid, 0.4), 3) +
    label(150, 204, 92, 68, colour, emblem, scale)
  );
}
