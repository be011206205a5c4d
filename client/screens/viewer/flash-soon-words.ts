import { catalogue } from '../../i18n/language.ts';

/** What the button says while a flash counts down; it comes with the button. */
export const flashSoonWords = catalogue({
  en: {
    startsIn: (left: string) => `in ${left}`,
    kept: (units: number, price: string) => `${units} × ${price}`,
    addedIn: (left: string) => `added in ${left}`,
    callOff: 'Cancel',
    addNow: (price: string) => `Add now at ${price}`,
  },
  'zh-CN': {
    startsIn: (left) => `${left} 后开抢`,
    kept: (units, price) => `${price} × ${units} 件`,
    addedIn: (left) => `${left} 后自动加购`,
    callOff: '取消',
    addNow: (price) => `原价加购 ${price}`,
  },
});
