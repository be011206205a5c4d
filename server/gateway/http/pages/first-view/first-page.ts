import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { BoundedMap } from '../../../../../shared/values/bounded-map.ts';
import { SECOND } from '../../../../../shared/values/time.ts';
import type { Clock } from '../../../../lib/clock.ts';
import { firstScript } from './script.ts';
import { firstStyles } from './styles.ts';

/** A page is made once in this time, however many ask for it. */
const KEPT_MS = SECOND;
/** Streams in two languages, and their products. */
const MAX_KEPT = 200;

const pack = promisify(gzip);
const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the pages say inline, as the Content-Security-Policy names it: one text of styles and one script. */
export const inlineSources = { style: sourceOf(firstStyles), script: sourceOf(firstScript) };

interface MadePage {
  text: string;
  packed: Buffer;
  tag: string;
}

/** Pages that are made for a stream, each kept for a second and packed once. */
export class FirstPages {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #kept = new BoundedMap<string, { made: Promise<MadePage | null>; atMs: number }>(MAX_KEPT);

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  /** @param make null: there is nothing to say of it. One that fails is asked for again */
  async of(name: string, make: () => Promise<string | null>): Promise<MadePage | null> {
    const nowMs = this.#clock.nowMs();
    const known = this.#kept.get(name);
    if (known && nowMs - known.atMs < KEPT_MS) return known.made;
    const made = make().then((text) => (text === null ? null : packedOf(text)));
    this.#kept.set(name, { made, atMs: nowMs });
    made.catch(() => this.#kept.delete(name));
    return made;
  }
}

async function packedOf(text: string): Promise<MadePage> {
  const packed = await pack(text);
  return { text, packed, tag: `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}

/** Sends it, packed if its reader takes that, or says that the reader has it. */
export function sendMade(request: Request, response: Response, { text, packed, tag }: MadePage): void {
  response.vary('Accept-Encoding').set({ 'Cache-Control': 'no-cache', ETag: tag }).type('html');
  if (request.acceptsEncodings('gzip') === 'gzip') response.set('Content-Encoding', 'gzip').send(packed);
  else response.send(text);
}

/**
 * Puts a first view into the built page. The page's own styles are fetched at once, and taken up below it.
 * @param page the built index.html
 */
export function withFirstView(page: string, first: string): string {
  return page
    .replaceAll('<link rel="stylesheet"', '<link rel="preload" as="style"')
    .replace('</head>', () => `  <style>${firstStyles}</style>\n  </head>`)
    .replace('<div id="root"></div>', () => `${first}<script>${firstScript}</script><div id="root"></div>`);
}
