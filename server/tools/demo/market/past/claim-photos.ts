import sharp from 'sharp';
import { drawingsOf } from '../../drawings/of-goods.ts';
import { marketGoods } from '../goods.ts';

const SIDE_PX = 640;
/** What a buyer of the demo writes about goods that came broken. */
export const CLAIM_WORDS = '打开箱子时底下几个已经压坏了，纸箱一角是湿的，请看照片。';

/** Bruises and a wet corner over the drawing of a good: one photo from above, one from near. */
const DAMAGE = [
  `<path d="M0 520 Q160 470 250 640 L0 640 Z" fill="#6b5a45" opacity=".45"/>
   <ellipse cx="270" cy="330" rx="90" ry="58" fill="#4a2f1d" opacity=".72"/>
   <ellipse cx="420" cy="410" rx="64" ry="44" fill="#3b2415" opacity=".66"/>
   <path d="M232 318 l46 22 l34 -12 l40 30" stroke="#1d120a" stroke-width="7" fill="none"/>`,
  `<ellipse cx="330" cy="330" rx="190" ry="130" fill="#4a2f1d" opacity=".62"/>
   <ellipse cx="280" cy="300" rx="92" ry="58" fill="#2a190d" opacity=".6"/>
   <path d="M170 300 l90 46 l66 -26 l84 62 l70 -14" stroke="#1d120a" stroke-width="11" fill="none"/>`,
];

/** Photos of a damaged good, as a phone would send them (JPEG): its drawing, with the damage drawn over it. @param name Chinese */
export async function damagePhotos(name: string): Promise<Buffer[]> {
  const good = marketGoods.find((each) => each.name === name);
  if (!good) throw new Error(`The market has no good called ${name}.`);
  const [drawing = ''] = drawingsOf(good);
  return Promise.all(
    DAMAGE.map((drawn) =>
      sharp(Buffer.from(drawing))
        .resize(SIDE_PX, SIDE_PX)
        .flatten({ background: '#b98d5f' })
        .composite([
          {
            input: Buffer.from(
              `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE_PX}" height="${SIDE_PX}">${drawn}</svg>`,
            ),
          },
        ])
        .jpeg({ quality: 78 })
        .toBuffer(),
    ),
  );
}

/** Begins to draw them, on a second core, before somebody complains; whoever awaits them hears what went wrong. */
export function drawAhead({ name }: { name: string }): Promise<Buffer[]> {
  const photos = damagePhotos(name);
  photos.catch(() => {});
  return photos;
}
