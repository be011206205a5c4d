import { catalogue } from '../../../i18n/language.ts';

/** What a product's page says; it comes with it. */
export const productWords = catalogue({
  en: {
    pictures: (name: string) => `Photos of ${name}`,
    picture: (n: number, of: number) => `Photo ${n} of ${of}`,
    addToCart: 'Add to cart',
    addAt: (price: string) => `Add to cart · ${price}`,
    producer: 'Producer',
    origin: 'Origin',
    harvested: 'Harvested',
    batch: 'Batch',
    weight: 'Weight per unit',
    loading: 'Loading…',
    shipping: 'Shipping',
    included: 'Included in the price',
    oneFee: (fee: string, origin: string) =>
      origin === '' ? `${fee} a parcel` : `${fee} for a parcel from ${origin}`,
    nextFee: (more: string) => `, ${more} for one more of these`,
    sameFee: ', the same for two',
    freeFrom: (money: string, origin: string) =>
      origin === '' ? `Free from ${money}` : `Free from ${money} of products from ${origin}`,
    claims: 'If something is wrong',
    claimFor: (hours: number) =>
      `If any of it is missing or spoilt, tell us within ${hours} hours of delivery: your money back for that part.`,
    perishable: 'Fresh produce: no returns for other reasons.',
  },
  'zh-CN': {
    pictures: (name) => `${name}的图片`,
    picture: (n, of) => `第 ${n} 张，共 ${of} 张`,
    addToCart: '加入购物车',
    addAt: (price) => `加入购物车 · ${price}`,
    producer: '产地商家',
    origin: '产地',
    harvested: '采收日期',
    batch: '批次',
    weight: '每件重量',
    loading: '加载中…',
    shipping: '运费',
    included: '包邮',
    oneFee: (fee, origin) => (origin === '' ? `每个包裹 ${fee}` : `${origin}发货，每个包裹 ${fee}`),
    nextFee: (more) => `，再加一件 +${more}`,
    sameFee: '，两件运费一样',
    freeFrom: (money, origin) => (origin === '' ? `满 ${money} 包邮` : `同产地满 ${money} 包邮`),
    claims: '坏了怎么办',
    claimFor: (hours) => `收到少了、坏了，签收后 ${hours} 小时内申请，坏多少退多少。`,
    perishable: '生鲜商品，不支持无理由退货。',
  },
});
