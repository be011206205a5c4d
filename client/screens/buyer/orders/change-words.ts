import { catalogue } from '../../../i18n/language.ts';

/** What the form says that sends an order elsewhere. */
export const changeWords = catalogue({
  en: {
    title: 'Change address',
    hint: 'You can change it until your parcel is packed. Shipping isn’t charged again.',
    toKept: 'Use this address',
    kept: (name: string, phoneEnd: string) => `${name} · …${phoneEnd}`,
    another: 'Use another address',
    send: 'Ship to this address',
  },
  'zh-CN': {
    title: '修改收货地址',
    hint: '打包前可以改地址，不会再收运费。',
    toKept: '用这个地址',
    kept: (name, phoneEnd) => `${name} · …${phoneEnd}`,
    another: '使用其他地址',
    send: '寄到这里',
  },
});
