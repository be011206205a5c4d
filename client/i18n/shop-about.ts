import { catalogue } from './language.ts';

/** Who sells, as buyers read it. */
export const shopAboutWords = catalogue({
  en: {
    title: 'About the shop',
    soldBy: (name: string) => `Sold by ${name}`,
    more: 'About the shop',
    findOrder: 'Find my order',
    contact: 'Contact',
    complaints: 'Complaints',
    licences: { business: 'Business licence', food: 'Food licence', website: 'Website registration' },
    policies: { shipping: 'Shipping', returns: 'Returns and refunds', privacy: 'Privacy' },
    policiesOf: 'Policies of the shop',
    nothing: 'The shop hasn’t said who it is yet.',
    unreachable: 'This page can’t be loaded right now.',
    tryAgain: 'Try again',
  },
  'zh-CN': {
    title: '商家信息',
    soldBy: (name: string) => `销售方：${name}`,
    more: '商家信息',
    findOrder: '查订单',
    contact: '联系方式',
    complaints: '投诉电话',
    licences: { business: '营业执照', food: '食品经营许可证', website: 'ICP 备案号' },
    policies: { shipping: '发货说明', returns: '退换货政策', privacy: '隐私政策' },
    policiesOf: '商家政策',
    nothing: '商家还没有填写信息。',
    unreachable: '页面暂时打不开。',
    tryAgain: '重试',
  },
});
