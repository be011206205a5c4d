/** A carrier that a parcel can leave with, and where its buyer asks for the parcel. */
export interface Carrier {
  /** As staff choose it and a fact keeps it: what people call it in Chinese and in English, at most 40 characters. */
  name: string;
  zh: string;
  en: string;
  /** Other spellings, in small letters. Latin ones are whole words. */
  also: readonly string[];
  /** Its own page where a parcel is asked for. */
  page: string;
  /** The same with the parcel in it, `{code}` for its number; absent: the page has to be told. */
  link?: string;
}

/**
 * Carriers by how often a shop in China hands parcels to them, then those that it sends abroad with. A link stands here only
 * where it is the carrier's own and has named a parcel the same way for years: one that leads nowhere is worse than the page
 * that asks for the number.
 */
export const CARRIERS: readonly Carrier[] = [
  {
    ...{ name: '顺丰速运 SF Express', zh: '顺丰速运', en: 'SF Express', also: ['顺丰', 'sf', 'shunfeng'] },
    page: 'https://www.sf-express.com/',
    link: 'https://www.sf-express.com/we/ow/chn/sc/waybill/waybill-detail/{code}',
  },
  {
    ...{ name: '京东快递 JD', zh: '京东快递', en: 'JD Logistics', also: ['京东', 'jd', 'jdl'] },
    page: 'https://www.jdl.com/',
    link: 'https://www.jdl.com/orderSearch/?waybillCodes={code}',
  },
  {
    ...{ name: '中通快递 ZTO', zh: '中通快递', en: 'ZTO Express', also: ['中通', 'zto', 'zhongtong'] },
    page: 'https://www.zto.com/',
    link: 'https://www.zto.com/express/expressCheck.html?txtBill={code}',
  },
  {
    ...{ name: '圆通速递 YTO', zh: '圆通速递', en: 'YTO Express', also: ['圆通', 'yto', 'yuantong'] },
    page: 'https://www.yto.net.cn/',
  },
  {
    ...{ name: '申通快递 STO', zh: '申通快递', en: 'STO Express', also: ['申通', 'sto', 'shentong'] },
    page: 'https://www.sto.cn/',
  },
  {
    ...{ name: '韵达快递 Yunda', zh: '韵达快递', en: 'Yunda Express', also: ['韵达', 'yunda'] },
    page: 'https://www.yundaex.com/',
  },
  {
    ...{
      name: '极兔速递 J&T',
      zh: '极兔速递',
      en: 'J&T Express',
      also: ['极兔', 'j&t', 'jtexpress', 'jitu'],
    },
    page: 'https://www.jtexpress.com.cn/',
  },
  {
    ...{ name: '邮政 EMS', zh: '中国邮政', en: 'China Post EMS', also: ['邮政', 'ems', 'china post'] },
    page: 'https://www.ems.com.cn/',
  },
  {
    ...{ name: '德邦快递 Deppon', zh: '德邦快递', en: 'Deppon Express', also: ['德邦', 'deppon'] },
    page: 'https://www.deppon.com/',
  },
  {
    ...{ name: 'DHL', zh: 'DHL', en: 'DHL', also: ['dhl'] },
    page: 'https://www.dhl.com/global-en/home/tracking.html',
    link: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id={code}',
  },
  {
    ...{ name: 'UPS', zh: 'UPS', en: 'UPS', also: ['ups'] },
    page: 'https://www.ups.com/track',
    link: 'https://www.ups.com/track?tracknum={code}',
  },
  {
    ...{ name: 'FedEx', zh: 'FedEx', en: 'FedEx', also: ['fedex', '联邦快递'] },
    page: 'https://www.fedex.com/fedextrack/',
    link: 'https://www.fedex.com/fedextrack/?trknbr={code}',
  },
  {
    ...{ name: 'USPS', zh: 'USPS', en: 'USPS', also: ['usps'] },
    page: 'https://tools.usps.com/go/TrackConfirmAction_input',
    link: 'https://tools.usps.com/go/TrackConfirmAction?tLabels={code}',
  },
  {
    ...{ name: 'Royal Mail', zh: 'Royal Mail', en: 'Royal Mail', also: ['royal mail'] },
    page: 'https://www.royalmail.com/track-your-item',
    link: 'https://www.royalmail.com/track-your-item#/tracking-results/{code}',
  },
];

/** The carrier that is meant by what somebody wrote, also before there was a list; null: nobody knows it. */
export function carrierOf(written: string): Carrier | null {
  const small = written.toLowerCase();
  const words = ` ${small.split(/[^a-z0-9&]+/).join(' ')} `;
  const isMeant = (spelling: string) =>
    /^[a-z]/.test(spelling) ? words.includes(` ${spelling} `) : small.includes(spelling);
  return CARRIERS.find(({ also }) => also.some(isMeant)) ?? null;
}

/** Where a parcel is asked for. `knows`: the address names it; else its number has to be typed there. */
export function trackingOf(carrier: Carrier, code: string): { address: string; knows: boolean } {
  const { link, page } = carrier;
  return link === undefined
    ? { address: page, knows: false }
    : { address: link.replace('{code}', encodeURIComponent(code)), knows: true };
}
