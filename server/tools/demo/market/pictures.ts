import { keepPhotos, type Photos } from '../../../gateway/http/pictures/photo-folder.ts';
import { licenceDrawing } from '../drawings/licence.ts';
import { coverDrawing, drawingsOf } from '../drawings/of-goods.ts';
import { portrait } from '../drawings/portraits/portrait.ts';
import { sitters } from '../drawings/portraits/sitters.ts';
import { openStudio, type Studio } from '../drawings/studio.ts';
import type { MarketGood } from './goods/good.ts';
import { marketGoods } from './goods.ts';

/** Products on a cover. */
const SHOWN = 3;

/** Every picture of the demo's market. */
export interface MarketPictures extends Pick<Studio, 'drawAll' | 'whenAsked' | 'close'> {
  /** Draws one after another what the first pages show: covers, and the first pictures of these goods. */
  drawFirst(skus: readonly string[]): Promise<void>;
  /** The paths of a good's pictures, the first one first: its photos, or else its drawings. */
  ofGood(good: MarketGood): Promise<{ picture: string; morePictures: string[] }>;
  /** The path of somebody's portrait; null: nobody of this market. */
  face(name: string): string | null;
  /** The path of what a producer's licence looks like. */
  licence(): string;
  /**
   * The path of a stream's cover: the first photo of what it sells, or else its first goods drawn on one table.
   * @param skus of what it sells, in its order
   * @returns null where none of them is known
   */
  cover(title: string, skus: readonly string[]): Promise<string | null>;
}

/**
 * @param dataDir the market's folder
 * @param photos in place of drawings
 */
export function openPictures(dataDir: string, photos: Photos = new Map()): MarketPictures {
  const studio = openStudio(dataDir);
  const covers = new Set<string>();
  const firsts = new Map<string, string>();
  async function photosOf(sku: string, most?: number) {
    const files = photos.get(sku)?.slice(0, most);
    if (!files) return null;
    const kept = await keepPhotos(dataDir, files);
    if ('bad' in kept) throw new Error(`${kept.bad} is no JPEG, PNG or WebP picture that can be read.`);
    return kept;
  }
  return {
    drawAll: studio.drawAll,
    whenAsked: studio.whenAsked,
    close: studio.close,
    async drawFirst(skus) {
      const pictures = skus.flatMap((sku) => firsts.get(sku) ?? []);
      for (const path of [...covers, ...pictures]) await studio.draw(nameIn(path));
    },
    async ofGood(good) {
      const kept = await photosOf(good.sku);
      if (kept) return kept;
      const [picture = '', ...morePictures] = drawingsOf(good).map((svg) => studio.register(svg));
      firsts.set(good.sku, picture);
      return { picture, morePictures };
    },
    face(name) {
      const sitter = sitters[name];
      return sitter ? studio.register(portrait(name, sitter)) : null;
    },
    licence: () => studio.register(licenceDrawing()),
    async cover(title, skus) {
      const goods = skus.flatMap((sku) => marketGoods.find((good) => good.sku === sku) ?? []).slice(0, SHOWN);
      const pictured = goods.find(({ sku }) => photos.has(sku));
      const kept = pictured && (await photosOf(pictured.sku, 1));
      if (kept) return kept.picture;
      if (goods.length === 0) return null;
      const path = studio.register(coverDrawing(title, goods), 'cover');
      covers.add(path);
      return path;
    },
  };
}

/** `/pictures/<name>.webp` */
const nameIn = (path: string): string => path.slice('/pictures/'.length, -'.webp'.length);
