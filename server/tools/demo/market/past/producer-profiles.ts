import type { Product } from '../../../../../shared/contract/catalogue.ts';
import type { ProducerProfile } from '../../../../../shared/contract/producer-profile.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Ids } from '../../../../lib/clock.ts';
import { households } from '../goods/households.ts';
import { makers } from '../goods/makers.ts';
import type { MarketPictures } from '../pictures.ts';

/** Who speaks for a producer of the demo, with the face of that name, and what they say in both languages. */
interface Speaker {
  face: string;
  words: string;
  wordsEn: string;
}

const speakers: Readonly<Record<keyof typeof makers, Speaker>> = {
  potatoes: {
    face: '杨建国',
    words:
      '我是杨建国，在老君山种了大半辈子洋芋。山上沙土地，昼夜温差大，洋芋皮薄、粉糯。挖出来当天分拣，坏的不装箱。',
    wordsEn:
      'I’m Yang Jianguo. I have grown potatoes on Laojunshan for most of my life. Sandy soil and cold nights make the skin thin and the inside floury. We sort them the day we dig them, and no bad one goes into a box.',
  },
  madeng: {
    face: '李玉兰',
    words: '我是李玉兰，马登坝子的菜和豆子都由我们社里几家人轮着种。头天下午采，第二天一早打包。',
    wordsEn:
      'I’m Li Yulan. A few families of our co-op in the Madeng valley take turns with the beans and vegetables. We pick in the afternoon and pack the next morning.',
  },
  highland: {
    face: '和志强',
    words: '我是和志强。羊岑地势高，一年只种一季杂粮，日头足、虫子少。晒干了再脱壳，不抛光。',
    wordsEn:
      'I’m He Zhiqiang. Yangcen lies high, so there is one harvest of grain a year, with plenty of sun and few insects. We dry it before we hull it, and polish nothing.',
  },
  walnuts: {
    face: '张桂香',
    words: '我是张桂香，象图的核桃树好多是爷爷辈栽的。白露以后打核桃，洗净晒干，一颗一颗挑过才卖。',
    wordsEn:
      'I’m Zhang Guixiang. Our grandparents planted many of the walnut trees in Xiangtu. We harvest in autumn, wash and sun-dry the nuts, and look at every one before we sell it.',
  },
  shaxi: {
    face: '董春生',
    words: '我是董春生，农场就在沙溪古镇边上。鸡散养，菜当天采，喜欢的话来镇上看看我们。',
    wordsEn:
      'I’m Dong Chunsheng. Our farm lies at the edge of Shaxi’s old town. The hens run free and the vegetables are picked the same day. Come and see us if you are in town.',
  },
  tea: {
    face: '段小梅',
    words: '我是段小梅，大学毕业回来跟爸妈做茶。石宝山的茶树在林子边上，手采手炒，每场直播都泡给大家看。',
    wordsEn:
      'I’m Duan Xiaomei. After university I came home to make tea with my parents. Our bushes stand by the forest on Shibaoshan; we pick and pan-fire by hand. I pour a cup in every stream.',
  },
  carvers: {
    face: '施木生',
    words: '我是施木生，狮河村做木雕的，手艺是父亲教的。每件都是手工，木纹和颜色会有一点不同。',
    wordsEn:
      'I’m Shi Musheng, a woodcarver of Shihe village. My father taught me. Each piece is made by hand, so grain and colour differ a little.',
  },
  mill: {
    face: '何文彬',
    words: '我是何文彬，甸南老油坊是外公传下来的。小榨小缸，榨好沉几天再装瓶，香味不跑。',
    wordsEn:
      'I’m He Wenbin. I have the oil mill in Diannan from my grandfather. We press in small batches and let the oil settle for some days before it is bottled, so it keeps its smell.',
  },
  dairy: {
    face: '尹阿秀',
    words: '我是尹阿秀，在老君山放牛做乳扇。牛吃山上的草，乳扇现做现晾，收到请放冰箱。',
    wordsEn:
      'I’m Yin Axiu. I keep cows on Laojunshan and make rushan cheese. They eat what grows on the mountain, and we stretch and air the cheese fresh. Please keep it in the fridge.',
  },
};

/** Under which licence a producer of the demo works. Nobody can take the number for a real one. */
function licenceOf(holder: string, picture: string): NonNullable<ProducerProfile['licence']> {
  return { holder, number: '演示 JY 0000 0000 0000', picture };
}

/** Who speaks for whom, by the name of the producer. */
export const everybody: readonly (Speaker & { producer: string })[] = [
  ...Object.entries(speakers).map(([maker, speaker]) => ({
    ...speaker,
    producer: makers[maker as keyof typeof makers].producer,
  })),
  ...households,
];

/** The office puts up what each producer says of themselves (B10), before the first evening. */
export async function introduceProducers(
  app: App,
  pictures: Pick<MarketPictures, 'face' | 'licence'>,
  products: Iterable<Pick<Product, 'producer' | 'producerId'>>,
  { ids, office }: { ids: Ids; office: StaffActor },
): Promise<void> {
  const idOf = new Map([...products].map(({ producer, producerId }) => [producer, producerId]));
  const paper = pictures.licence();
  for (const { producer, face, words, wordsEn } of everybody) {
    const producerId = idOf.get(producer);
    if (producerId === undefined) continue;
    const profile = {
      portrait: pictures.face(face) ?? '',
      words,
      wordsEn,
      licence: licenceOf(producer, paper),
    };
    const request = { key: ids.next(), version: 0, profile };
    const said = await app.application.describeProducer(office, producerId, request);
    if (!said.ok) throw new Error(`What ${producer} say of themselves was refused: ${said.code}`);
  }
}
