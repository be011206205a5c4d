import { catalogue } from './language.ts';

/** The form in which an operator says how long each origin takes. */
export const shipDaysWords = catalogue({
  en: {
    title: 'Shipping days',
    about:
      'Buyers read “Ships by Thu, Dec 3” on every product of an origin that has days. They count from the day of the order, in the shop’s time zone. A change is for new orders; what was promised stays promised.',
    notYours: 'Only operators can change this.',
    none: 'No product names an origin yet. Add one in Products.',
    toGoods: 'Products',
    products: (n: number) => (n === 1 ? '1 product' : `${n} products`),
    pack: 'Days to pack',
    packWrong: (max: number) => `1 to ${max}, or leave both empty.`,
    travel: 'Days on the way',
    travelWrong: (max: number) => `1 to ${max}, or leave both empty.`,
    unset: 'Buyers see no day.',
    save: 'Save',
    saved: 'Saved. This applies to new orders.',
    changed: 'Someone else changed this meanwhile. Check what is here now, then save again.',
  },
  'zh-CN': {
    title: '发货时效',
    about:
      '设置后，该产地的每个商品都会写明“12月3日周四前发货”。从下单当天算起，按店铺所在时区。修改只影响新订单，已承诺的不变。',
    notYours: '只有运营人员能修改。',
    none: '还没有商品填写产地，先去添加商品。',
    toGoods: '商品',
    products: (n) => `${n} 个商品`,
    pack: '备货天数',
    packWrong: (max) => `1 到 ${max} 天，或两项都留空。`,
    travel: '运输天数',
    travelWrong: (max) => `1 到 ${max} 天，或两项都留空。`,
    unset: '买家看不到发货日期。',
    save: '保存',
    saved: '已保存，新订单按此承诺。',
    changed: '有人刚刚改过。请核对后再保存。',
  },
});
