import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_MORE_PICTURES } from '../../../../shared/values/product-details.ts';
import { keepPicture } from './pictures.ts';

/** `POT-5-1.jpg`: a SKU, which photo of it, and what it is. */
const PHOTO = new RegExp(`^(.+)-([1-${MAX_MORE_PICTURES + 1}])\\.(?:jpe?g|png|webp)$`, 'i');
/** A camera's own file is smaller; it is made small when it is kept. */
const MAX_PHOTO_BYTES = 32 * 1_024 * 1_024;

/** The files of the photos of each SKU, in the order of their numbers. */
export type Photos = ReadonlyMap<string, readonly string[]>;

/**
 * Photos as an operator names them: `<SKU>-1.jpg` to `<SKU>-6.jpg`, or .jpeg, .png, .webp. Other files are passed over.
 * @throws if the folder cannot be read, or if two files are the same photo of the same SKU
 */
export async function photosIn(folder: string): Promise<Photos> {
  const names = await readdir(folder).catch((fault: Error) => {
    throw new Error(`The photos cannot be read: ${fault.message}`);
  });
  const numbered = new Map<string, Map<number, string>>();
  for (const name of names) {
    const [, sku, number] = PHOTO.exec(name) ?? [];
    if (sku === undefined) continue;
    const ofSku = numbered.get(sku) ?? new Map<number, string>();
    const before = ofSku.get(Number(number));
    if (before) throw new Error(`Two files are photo ${number} of ${sku}: ${before} and ${name}.`);
    numbered.set(sku, ofSku.set(Number(number), name));
  }
  const inOrder = (files: Map<number, string>) =>
    [...files].toSorted(([a], [b]) => a - b).map(([, name]) => join(folder, name));
  return new Map([...numbered].map(([sku, files]) => [sku, inOrder(files)]));
}

/**
 * Keeps photos as the market keeps pictures: small, and without place and time.
 * @returns their paths. `bad`: the first file that is no picture that can be read, or is larger than 32 MiB
 */
export async function keepPhotos(
  dataDir: string,
  files: readonly string[],
): Promise<{ picture: string; morePictures: string[] } | { bad: string }> {
  const kept: string[] = [];
  for (const file of files) {
    const { size } = await stat(file);
    const path = size > MAX_PHOTO_BYTES ? null : await keepPicture(dataDir, await readFile(file));
    if (path === null) return { bad: file };
    kept.push(path);
  }
  const [picture = '', ...morePictures] = kept;
  return { picture, morePictures };
}
