import sharp from 'sharp';
import { keepPicture } from '../../../gateway/http/pictures/pictures.ts';
import { marketGoods, pictureFile } from './goods.ts';

/** A cover shows so many products, side by side. */
const SHOWN = 3;
const SIZE = { width: 1_280, height: 720 };
/** By folder and products: the same ones are drawn once. */
const kept = new Map<string, Promise<string | null>>();

/**
 * Draws the cover of a stream out of the pictures of its first products, and keeps it as the market does.
 * @param skus of what the stream sells, in its order
 * @returns its path; null where none of them is known
 */
export function coverOf(dataDir: string, skus: readonly string[]): Promise<string | null> {
  const pictures = skus
    .flatMap((sku) => marketGoods.find((good) => good.sku === sku)?.picture ?? [])
    .slice(0, SHOWN);
  const id = [dataDir, ...pictures].join(' ');
  let cover = kept.get(id);
  if (!cover) {
    cover = draw(dataDir, pictures);
    kept.set(id, cover);
  }
  return cover;
}

async function draw(dataDir: string, pictures: readonly string[]): Promise<string | null> {
  if (pictures.length === 0) return null;
  const width = Math.ceil(SIZE.width / pictures.length);
  const panels = await Promise.all(
    pictures.map(async (picture, index) => ({
      input: await sharp(pictureFile(picture))
        .resize({ width, height: SIZE.height, fit: 'cover' })
        .toBuffer(),
      left: Math.min(index * width, SIZE.width - width),
      top: 0,
    })),
  );
  const cover = await sharp({ create: { ...SIZE, channels: 3, background: '#221c30' } })
    .composite(panels)
    .webp({ quality: 80 })
    .toBuffer();
  return keepPicture(dataDir, cover);
}
