import { catalogue } from './language.ts';

/** Why a part of what is owed to a producer is not paid yet. */
export const keptBackWords = catalogue({
  en: {
    notDue: (amount: string) => `${amount} not due yet`,
    paused: (amount: string) => `${amount} on hold for an open claim`,
    reserved: (amount: string) => `${amount} in reserve`,
    takenBack: (amount: string) => `${amount} off the next payout for refunds or deductions`,
    between: ' · ',
  },
  'zh-CN': {
    notDue: (amount) => `${amount} 未到应付日`,
    paused: (amount) => `${amount} 售后处理中，暂缓`,
    reserved: (amount) => `${amount} 保证金留存中`,
    takenBack: (amount) => `${amount} 退款或扣减，下次打款抵扣`,
    between: ' · ',
  },
});
