import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { BoundedMap } from '../../../../../shared/values/bounded-map.ts';
import { SECOND } from '../../../../../shared/values/time.ts';
import type { Clock } from '../../../../lib/clock.ts';
import { pageStyles } from './page-styles.ts';
import { profileStyles } from './profile-styles.ts';
import { firstScript } from './script.ts';
import { firstStyles } from './styles.ts';

/** Cache time of a page in ms, whatever the number of requests. */
const KEPT_MS = SECOND;
/** Bound of cached pages: streams in two languages, and their products. */
const MAX_KEPT = 200;

const pack = promisify(gzip);
const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The inline styles and the script, as hashes for the Content-Security-Policy. */
export const inlineSources = {
  styles: [firstStyles, pageStyles, profileStyles].map(sourceOf),
  script: sourceOf(firstScript),
};

interface MadePage {
  text: string;
  packed: Buffer;
  tag: string;
}

/** A cache of pages rendered for streams, each for a second and packed once. */
export class FirstPages {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #kept = new BoundedMap<string, { made: Promise<MadePage | null>; atMs: number }>(MAX_KEPT);

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  /** The page of a name. @param make null: there is no such page; a failed one is not cached */
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

/** Sends a page, packed for clients that accept it, or 304. */
export function sendMade(request: Request, response: Response, { text, packed, tag }: MadePage): void {
  response.vary('Accept-Encoding').set({ 'Cache-Control': 'no-cache', ETag: tag }).type('html');
  if (request.acceptsEncodings('gzip') === 'gzip') response.set('Content-Encoding', 'gzip').send(packed);
  else response.send(text);
}

/**
 * Inserts a first view into the built page. The page's own styles are preloaded, and applied below it.
 * @param page the built index.html
 * @param styles one of the texts that the Content-Security-Policy allows
 * @param early links to what is asked for before the page's own files, which take a weak line for seconds
 */
export function withFirstView(
  page: string,
  first: string,
  { styles = firstStyles, early = '' }: { styles?: string; early?: string } = {},
): string {
  return (
    page
      // Behind the size of the screen, by which they may choose.
      .replace(/<meta name="viewport"[^>]*>/, (viewport) => viewport + early)
      .replaceAll('<link rel="stylesheet"', '<link rel="preload" as="style"')
      .replace('</head>', () => `  <style>${styles}</style>\n  </head>`)
      .replace('<div id="root"></div>', () => `${first}<script>${firstScript}</script><div id="root"></div>`)
  );
}
