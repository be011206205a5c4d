import type { MarketGood } from './good.ts';

/** Who makes a good, and where. */
export type Maker = Pick<MarketGood, 'producer' | 'producerEn' | 'origin' | 'originEn'>;

/** @param town in Jianchuan */
const maker = (producer: string, producerEn: string, town: string, townEn: string): Maker => ({
  producer,
  producerEn,
  origin: `云南剑川${town}`,
  originEn: `${townEn}, Jianchuan, Yunnan`,
});

/** Who makes the goods of the market, each in one place. */
export const makers = {
  potatoes: maker('老君山薯农合作社', 'Laojunshan Potato Co-op', '老君山镇', 'Laojunshan'),
  madeng: maker('马登坝子豆果社', 'Madeng Valley Growers', '马登镇', 'Madeng'),
  highland: maker('羊岑高山杂粮社', 'Yangcen Highland Grains', '羊岑乡', 'Yangcen'),
  walnuts: maker('象图核桃合作社', 'Xiangtu Walnut Co-op', '象图乡', 'Xiangtu'),
  shaxi: maker('沙溪古镇农场', 'Shaxi Old Town Farm', '沙溪镇', 'Shaxi'),
  tea: maker('石宝山茶园', 'Shibaoshan Tea Garden', '甸南镇', 'Diannan'),
  carvers: maker('狮河木雕工坊', 'Shihe Woodcarvers', '甸南镇狮河村', 'Shihe village'),
  mill: maker('甸南老油坊', 'Diannan Oil Mill', '甸南镇', 'Diannan'),
  dairy: maker('老君山牧场', 'Laojunshan Dairy', '老君山镇', 'Laojunshan'),
};
