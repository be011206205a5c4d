import { catalogue } from '../../../i18n/language.ts';

/** What the button says while a flash counts down; it comes with the button. */
export const flashSoonWords = catalogue({
  en: {
    startsIn: (left: string) => `in ${left}`,
    kept: (units: number, price: string) => `${units} × ${price}`,
    addedIn: (left: string) => `added in ${left}`,
    callOff: 'Cancel',
    addNow: (price: string) => `Add now at ${price}`,
    oneOf: (name: string, price: string) => `Add one ${name} at ${price} when the flash sale starts`,
    callOffOf: (name: string) => `Cancel: don’t add ${name} when the flash sale starts`,
  },
  'zh-CN': {
    startsIn: (left) => `${left} 后开抢`,
    kept: (units, price) => `${price} × ${units} 件`,
    addedIn: (left) => `${left} 后自动加购`,
    callOff: '取消',
    addNow: (price) => `原价加购 ${price}`,
    oneOf: (name, price) => `开抢时按 ${price} 加购一件 ${name}`,
    callOffOf: (name) => `取消：开抢时不加购 ${name}`,
  },
});
