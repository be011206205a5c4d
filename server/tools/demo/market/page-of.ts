import type { StreamPage } from '../../../../shared/market/stream/page.ts';
import { marketGoods } from './goods.ts';
import { type Evening, tonight } from './past/calendar.ts';
import type { MarketPictures } from './pictures.ts';

/** What the hosts are called in English. */
const hostNamesEn: Readonly<Record<string, string>> = {
  段丽华: 'Duan Lihua',
  杨文海: 'Yang Wenhai',
  赵秀英: 'Zhao Xiuying',
};
/** Products that a description names. */
const NAMED = 3;

/** What the page of a stream of the demo says (S8): its names in both languages, what it is about, a cover, and the host's face. */
export async function pageOf(
  pictures: Pick<MarketPictures, 'cover' | 'face'>,
  { title, titleEn, skus }: Pick<Evening, 'title' | 'titleEn' | 'skus'>,
  hostName: string,
  scheduledAtMs: number,
): Promise<StreamPage> {
  // What tonight has not comes first: it is what one evening is known from the others by.
  const own = skus.toSorted((a, b) => Number(tonight.skus.includes(a)) - Number(tonight.skus.includes(b)));
  const goods = own.flatMap((sku) => marketGoods.find((good) => good.sku === sku) ?? []).slice(0, NAMED);
  const hostNameEn = hostNamesEn[hostName];
  const hostPicture = pictures.face(hostName);
  const cover = await pictures.cover(titleEn, own);
  const names = goods.map(({ name }) => name).join('、');
  const namesEn = goods.map(({ nameEn }) => nameEn).join(', ');
  return {
    ...{ title, titleEn, scheduledAtMs },
    ...(hostNameEn !== undefined && { hostNameEn }),
    description: `${names}……都从剑川地头直接发货，边看边买。`,
    descriptionEn: `${namesEn} and more, sent straight from the farms of Jianchuan. See them live and buy as you watch.`,
    ...(cover !== null && { cover }),
    ...(hostPicture !== null && { hostPicture }),
  };
}
