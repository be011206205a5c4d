import { linesEn } from './lines-en.ts';
import { linesZh } from './lines-zh.ts';

export type TalkLanguage = 'en' | 'zh-CN';

/** What the house says and is set to, and what is talked of in one language. */
export const talks = {
  en: {
    lines: linesEn,
    pinned: 'Tap “Ask about” to ask me anything. I read every question.',
    held: [
      'cheaper from me, add me on another app',
      'same box for half the price, add me on my own account',
      'add me on another app, I send it today',
      'I buy from the same farm, add me on the side',
      'no need to wait for a flash, add me on chat',
      'for the big box add me on another app first',
    ],
    spoiler: 'bargain scout',
    names: [
      'teaandrain',
      'Little Zhang',
      'Nora K',
      'two cats',
      'Mei in Dali',
      'Ben',
      'nightshift',
      'Aunt Li',
    ],
    ready: [
      {
        keywords: ['shipping', 'ship', 'parcel', 'when'],
        text: 'Packed after the stream. The day is on each product’s page.',
      },
      {
        keywords: ['return', 'refund', 'broken', 'bruised', 'breaks'],
        text: 'Make a claim within 48 hours, best with a photo; the order’s page has the button.',
      },
      { keywords: ['this year', 'autumn', 'harvest'], text: 'The day of the harvest is on its page.' },
    ],
  },
  'zh-CN': {
    lines: linesZh,
    pinned: '想问什么点“问几号”，每个提问我都看。',
    held: [
      '加我微信，比这里便宜',
      '同款半价，加我微信',
      '加微信，今天就发',
      '我也在这家产地拿货，加我微信',
      '不用等秒杀，加微信直接给低价',
      '要大箱的先加微信',
    ],
    spoiler: '低价一手货',
    names: ['爱喝茶的小林', '二毛妈', '夜班司机', '昆明老段', '两只猫', '小满', '阿云在大理', '北方的雪'],
    ready: [
      { keywords: ['发货', '快递', '几天到', '什么时候'], text: '下播后打包，具体哪天发看商品详情页。' },
      { keywords: ['退', '坏了', '碎了', '售后'], text: '48 小时内在订单页申请售后，最好拍张照片。' },
      { keywords: ['今年', '新豆', '春茶'], text: '采收日期在商品详情页，点图就能看。' },
    ],
  },
} as const;
/** The language of talk before anybody has opened the demo's door: that of the machine. */
export function firstTalkLanguage(): TalkLanguage {
  return /^zh\b/.test(process.env.LANG ?? '') ? 'zh-CN' : 'en';
}

/** How people call a product: its weight is no part of that. */
export function callName(name: string): string {
  return name.replace(/\s+[\d.]+\s*(?:kg|g|ml|l)$/i, '');
}
