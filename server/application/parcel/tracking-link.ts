/** Pages on which carriers say where a parcel is, by how the desk writes the carrier; the first that fits is taken. */
const PAGES: readonly [carrier: RegExp, page: (code: string) => string][] = [
  [/^(dhl)\b/i, (code) => `https://www.dhl.com/global-en/home/tracking.html?tracking-id=${code}`],
  [/^(ups)\b/i, (code) => `https://www.ups.com/track?tracknum=${code}`],
  [/^(fedex)\b/i, (code) => `https://www.fedex.com/fedextrack/?trknbr=${code}`],
  [/^(sf\b|顺丰)/i, ofChina('shunfeng')],
  [/^(zto\b|中通)/i, ofChina('zhongtong')],
  [/^(yto\b|圆通)/i, ofChina('yuantong')],
  [/^(sto\b|申通)/i, ofChina('shentong')],
  [/^(yunda\b|韵达)/i, ofChina('yunda')],
  [/^(j&t\b|jt\b|极兔)/i, ofChina('jtexpress')],
  [/^(jd\b|京东)/i, ofChina('jd')],
  [/^(ems\b)/i, ofChina('ems')],
  [/^(china post\b|中国邮政|邮政)/i, ofChina('youzhengguonei')],
];

/** Where a carrier says where a parcel is; null: of this carrier no page is known. */
export function trackingLink(carrier: string | null, code: string | null): string | null {
  if (carrier === null || code === null) return null;
  const found = PAGES.find(([name]) => name.test(carrier.trim()));
  return found ? found[1](encodeURIComponent(code)) : null;
}

/** Carriers of China ask for more than a number on their own pages; this one knows all of them by names of its own. */
function ofChina(name: string): (code: string) => string {
  return (code) => `https://www.kuaidi100.com/chaxun?com=${name}&nu=${code}`;
}
