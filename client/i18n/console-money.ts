import { catalogue } from './language.ts';

/** What a stream has sold so far, in the console's head. */
export const consoleMoneyWords = catalogue({
  en: {
    about: 'Sales so far',
    gmv: 'GMV paid',
    of: (target: string) => `of ${target}`,
    reached: (percent: string) => `${percent} of the target`,
    pace: (money: string) => `about ${money} at this pace`,
    paceHint: 'What is paid so far, drawn on evenly to the planned end.',
    unpaid: (money: string) => `${money} unpaid`,
    atDoor: (money: string) => `${money} of GMV due on delivery`,
    orders: (n: string) => (n === '1' ? '1 order' : `${n} orders`),
    average: (money: string) => `${money} average`,
  },
  'zh-CN': {
    about: '成交情况',
    gmv: '付款 GMV',
    of: (target) => `目标 ${target}`,
    reached: (percent) => `目标完成 ${percent}`,
    pace: (money) => `按当前进度约 ${money}`,
    paceHint: '按目前的付款进度，推算到计划下播时间。',
    unpaid: (money) => `待付款 ${money}`,
    atDoor: (money) => `含货到付款 ${money}`,
    orders: (n) => `${n} 单`,
    average: (money) => `客单价 ${money}`,
  },
});
