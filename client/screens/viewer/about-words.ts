import { catalogue } from '../../i18n/language.ts';

/** What is said of where a product comes from. */
export const aboutWords = catalogue({
  en: {
    title: (n: number) => `About item ${n}`,
    producer: 'Producer',
    origin: 'Origin',
    harvested: 'Harvested',
    batch: 'Batch',
    weight: 'Weight per unit',
    perishable: 'Perishable',
    perishableText:
      'No change-of-mind returns. If it arrives spoiled, report it within 48 hours for a refund.',
    loading: 'Loading…',
  },
  'zh-CN': {
    title: (n) => `${n} 号商品详情`,
    producer: '产地商家',
    origin: '产地',
    harvested: '采收日期',
    batch: '批次',
    weight: '每件重量',
    perishable: '生鲜易腐',
    perishableText: '不支持无理由退货；收到有变质，签收后 48 小时内申请售后，按比例退款。',
    loading: '加载中…',
  },
});
