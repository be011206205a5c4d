import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sharp } from 'sharp';

/** Bounds of a picture: the longest stored side, and the decoded pixels. */
const MAX_SIDE_PX = 1_280;
const MAX_PIXELS = 50_000_000;
/** The side of a small picture in pixels: sharp in a list, some 3 kB. */
const SMALL_PX = 128;
/** The size of a link's picture that chats expect. */
const COVER_PX = { width: 1_200, height: 630 };
/** The size of a stream's picture in a list: sharp on a phone, some 30 kB. */
const WIDE_PX = { width: 800, height: 450 };
/** The size of a stream's cover on the stage of a phone: upright, some 5 kB to 12 kB, so that it is there with the first price. */
const TALL_PX = { width: 300, height: 650 };
/** Bound of sizes made concurrently; beyond it a request gets the large picture. */
const MAX_MAKING = 4;
export const MAX_PICTURE_BYTES = 2 * 1_024 * 1_024;

/** The kind of a picture by its first bytes; its name and declared type prove nothing. */
export function pictureKind(bytes: Buffer): 'jpg' | 'png' | 'webp' | null {
  if (bytes.length < 16) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg';
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'png';
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? 'webp' : null;
}

export function picturesDir(dataDir: string): string {
  return join(dataDir, 'pictures');
}

/**
 * The picture upright, at most `MAX_SIDE_PX` a side, without the camera's metadata: place, time and model (A3).
 * @returns null if its content is not of its kind
 */
export async function shrunk(bytes: Buffer, kind: 'jpg' | 'png' | 'webp'): Promise<Buffer | null> {
  const { default: sharp } = await import('sharp');
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: MAX_SIDE_PX, height: MAX_SIDE_PX, fit: 'inside', withoutEnlargement: true });
  const format = { jpg: 'jpeg', png: 'png', webp: 'webp' } as const;
  return picture
    .toFormat(format[kind], kind === 'png' ? {} : { quality: 82 })
    .toBuffer()
    .catch(() => null);
}

/** The stored name of a picture, by its content; null without a known kind. */
export function pictureName(bytes: Buffer): string | null {
  const kind = pictureKind(bytes);
  return kind && `${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}.${kind}`;
}

/**
 * Stores a picture under the hash of its content: a second upload is the same file, and it never changes.
 * @returns its path on this server, or null if it is no valid picture
 */
export async function keepPicture(dataDir: string, bytes: Buffer): Promise<string | null> {
  const kind = pictureKind(bytes);
  const name = pictureName(bytes);
  const small = kind && (await shrunk(bytes, kind));
  if (!name || !small) return null;
  await writeWhole(picturesDir(dataDir), name, small);
  return `/pictures/${name}`;
}

/** Writes to a temporary file and renames it, so that no request gets half a picture. */
async function writeWhole(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const aside = join(folder, `.${name}.${randomUUID()}`);
  await writeFile(aside, bytes);
  await rename(aside, join(folder, name));
}

/** Square pictures for lists. */
export function smallPictures(dataDir: string) {
  return madeFromKept(dataDir, { folder: 'small', ending: 'webp' }, (picture) =>
    picture.resize({ width: SMALL_PX, height: SMALL_PX, fit: 'cover' }).webp({ quality: 50 }),
  );
}

/** Pictures for link previews: in the shape that all chats take, below 300 kB. */
export function coverPictures(dataDir: string) {
  return madeFromKept(dataDir, { folder: 'cover', ending: 'jpg' }, (picture) =>
    picture
      .resize({ width: COVER_PX.width, height: COVER_PX.height, fit: 'cover' })
      .flatten({ background: '#fbf8f3' })
      .jpeg({ quality: 70 }),
  );
}

/** Pictures of streams for lists. */
export function widePictures(dataDir: string) {
  return madeFromKept(dataDir, { folder: 'wide', ending: 'webp' }, (picture) =>
    picture.resize({ width: WIDE_PX.width, height: WIDE_PX.height, fit: 'cover' }).webp({ quality: 60 }),
  );
}

/** Covers for the stage of a phone: the middle, where a cover has what it is about. */
export function tallPictures(dataDir: string) {
  return madeFromKept(dataDir, { folder: 'tall', ending: 'webp' }, (picture) =>
    picture.resize({ width: TALL_PX.width, height: TALL_PX.height, fit: 'cover' }).webp({ quality: 45 }),
  );
}

/**
 * Another size of a stored picture, made at the first request and stored beside it.
 * @returns its file; the large one's address at the bound of concurrent work; null: no such picture
 */
function madeFromKept(
  dataDir: string,
  kind: { folder: string; ending: string },
  drawn: (picture: Sharp) => Sharp,
) {
  const folder = picturesDir(dataDir);
  const making = new Map<string, Promise<void>>();

  async function make(large: string, name: string): Promise<void> {
    const { default: sharp } = await import('sharp');
    const bytes = await drawn(sharp(join(folder, large), { limitInputPixels: MAX_PIXELS })).toBuffer();
    await writeWhole(join(folder, kind.folder), `${name}.${kind.ending}`, bytes);
  }
  /** @param name the picture's name without its ending: forty hex digits */
  return async (name: string): Promise<{ file: string } | { large: string } | null> => {
    const large = ['jpg', 'webp', 'png']
      .map((each) => `${name}.${each}`)
      .find((each) => existsSync(join(folder, each)));
    if (!large) return null;
    const file = join(folder, kind.folder, `${name}.${kind.ending}`);
    if (existsSync(file)) return { file };
    let made = making.get(name);
    if (!made) {
      if (making.size >= MAX_MAKING) return { large: `/pictures/${large}` };
      made = make(large, name).finally(() => making.delete(name));
      making.set(name, made);
    }
    await made;
    return { file };
  };
}
