import { createHash } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { picturesDir } from '../../../gateway/http/pictures/pictures.ts';
import { semaphore } from '../../../lib/semaphore.ts';

/** Sharp on a desktop's product page at twice its size, and some 30 kB. */
const WIDTH_PX = 960;
const COVER_PX = 1_280;
const QUALITY = 82;
/** Of seven; more of it takes twice the time for a tenth of the bytes. */
const EFFORT = 2;
/** Pictures drawn at once; further ones wait, so that the market's own work goes on. */
const AT_ONCE = 2;

/** Draws pictures on the first request for them: two hundred at the start would take longer than all the rest of the demo. */
export interface Studio {
  /** Registers a drawing. @returns the path of its picture, which never changes */
  register(svg: string, shape?: 'square' | 'cover'): string;
  /** Writes the picture of a registered drawing, unless it is there already. @param name without its ending */
  draw(name: string): Promise<void>;
  /** Writes the pictures of all, for servers that cannot draw. */
  drawAll(): Promise<void>;
  /** Draws no more; resolves when what was begun is done. */
  close(): Promise<void>;
  /** Draws what a request names, before the market looks for its file. For `/pictures`. */
  whenAsked: RequestHandler;
}

/** @param dataDir the market's folder */
export function openStudio(dataDir: string): Studio {
  const registered = new Map<string, { svg: string; width: number }>();
  const drawn = new Map<string, Promise<void>>();
  const inTurn = semaphore(AT_ONCE);
  const folder = picturesDir(dataDir);
  let isClosed = false;

  async function make(name: string, { svg, width }: { svg: string; width: number }): Promise<void> {
    const file = join(folder, `${name}.webp`);
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    const bytes = await inTurn(async () => (isClosed ? null : webpOf(svg, width)));
    if (!bytes) return;
    await mkdir(folder, { recursive: true });
    // Written aside and renamed: nobody is served half of it.
    await writeFile(`${file}.drawn`, bytes);
    await rename(`${file}.drawn`, file);
  }

  function draw(name: string): Promise<void> {
    const asked = registered.get(name);
    if (!asked) return Promise.resolve();
    let being = drawn.get(name);
    if (!being) {
      being = make(name, asked);
      drawn.set(name, being);
      // Whoever asks again after a fault has another try.
      being.catch(() => drawn.delete(name));
    }
    return being;
  }

  return {
    register(svg, shape = 'square') {
      const name = createHash('sha256').update(`${QUALITY}${svg}`).digest('hex').slice(0, 40);
      registered.set(name, { svg, width: shape === 'cover' ? COVER_PX : WIDTH_PX });
      return `/pictures/${name}.webp`;
    },
    draw,
    async drawAll() {
      await Promise.all([...registered.keys()].map(draw));
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(drawn.values());
    },
    whenAsked(request, _, next) {
      const [, name] = /\/([0-9a-f]{40})\.(?:webp|jpg)$/.exec(request.path) ?? [];
      if (name === undefined) next();
      else draw(name).then(() => next(), next);
    },
  };
}

const UNITS = 300;
/** Dots an inch at which a unit of a drawing is a pixel. */
const PLAIN_DPI = 72;

/** A drawing as a picture. @param width px */
export async function webpOf(svg: string, width: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg), { density: (PLAIN_DPI * width) / UNITS })
    .resize({ width })
    .webp({ quality: QUALITY, effort: EFFORT })
    .toBuffer();
}
