import { order } from '../../../../shared/market/order/contract.ts';
import { PROTOCOL_VERSION } from '../../../../shared/protocol.ts';
import { MOMENT_MS } from './sample-forms.ts';

/**
 * What stands in a field on the market day of the examples, where a reader is told more by it than by any value of its form. The
 * first that fits is taken; a field that is called by none of these is filled by what its schema lets through.
 */
const texts: readonly [name: RegExp, ...values: string[]][] = [
  [/^key$/, '0190a3f2-8d22-7a31-9f10-5c7d2e4b6a90'],
  [/^(slug|stream)$/, 'potato-day-7f3a'],
  [/^(title|streamTitle)$/, '土豆节 Potato day'],
  [/^(titleEn|streamTitleEn)$/, 'Potato day'],
  [/^hostNameEn$/, 'Amei'],
  [/^description$/, '红皮土豆、核桃、蜂蜜，地头直播。'],
  [/^descriptionEn$/, 'Red potatoes, walnuts and honey, live from the fields.'],
  [/^cover$/, `/pictures/${'3f9a'.repeat(10)}.webp`],
  [/^(name|good)$/, '红皮土豆 Red potatoes 2.5 kg'],
  [/^(hostName|staffName|to|from)$/, '阿妹 Amei'],
  [/^producer$/, '石宝山农场 Shibaoshan farm'],
  [/^(origin|party)$/, '剑川 Jianchuan'],
  [/^category$/, '农产品 Farm goods'],
  [/^phone$/, '+8613800138000'],
  [/^phoneEnd$/, '8000'],
  [/^address$/, '云南省大理州剑川县金华镇古城街 12 号'],
  [/^email$/, 'amei@market.example'],
  [
    /^(token|ticket|secret|ingestKey)$/i,
    'whsec_YW4gZXhhbXBsZSwgbm90IGEgc2VjcmV0',
    'an-example-not-a-token-of-anybody',
  ],
  [/^receipt$/, `${MOMENT_MS}.an-example-not-a-signature-of-any-arrival__`],
  [/^number$/, '1042'],
  [/^(code|deviceCode)$/, '7K3MX9PQ', 'SOLD_OUT'],
  [/^carrier$/, '顺丰 SF Express'],
  [/^trackingCode$/, 'SF1402937715'],
  [/^currency/, 'CNY'],
  [/^country$/i, 'CN', '86'],
  [/^language$/, 'zh', 'en'],
  [/^(zone|timeZone)$/, 'Asia/Shanghai'],
  [/^(payUrl|url|playback|playlist)/, 'https://market.example/pay/1042', '/pay/0190a3f2'],
  [/^picture/, '/pictures/3f9a.webp', 'https://pictures.example/potato.jpg'],
  [/^(after|next)$/, '1778328192000.0190a3f2-8d22-7a31-9f10-5c7d2e4b6a90'],
  [/^session$/, '3f9a02c4d1b7'],
  [/^about$/, 'https://stock.example'],
  [/^what$/, 'taobao.csv'],
  [/^(hash|digest)$/, '9f2c'.repeat(16)],
  [/^id$/, '0190a3f2-7c11-7000-8000-0000000000a1.1204.9f2c41d07be3'],
  [/^(reason|note|found|what|message)$/, 'Two bags came wet.'],
  [/^(week|from|until|harvestedOn|dueOn|day|date)$/i, '2026-05-09'],
  [/^type$/, 'order.placed', order.facts[0]],
  [/^value$/, Array(32).fill('9F').join(':')],
  [/sdp/i, 'v=0\r\n'],
];

const numbers: readonly [name: RegExp, ...values: number[]][] = [
  [
    /(untilMs|payByMs|endsAtMs|expiresAtMs|closesAtMs|nextFreeAtMs|dueUntilMs|readyAtMs)$/i,
    MOMENT_MS + 600_000,
  ],
  [/(retryAfterMs|tookMs|shownMs)$/, 1_000],
  [/Ms$/, MOMENT_MS],
  [/^(total|goods|gmv|open|share|payout|amount|paid|expectTotal).*Minor$/i, 5_980],
  [/^shipping.*Minor$/, 800],
  [/(refund|off|cancelled|expired).*Minor$/i, 0],
  [/Minor$/, 1_990],
  [/^itemNumber$/, 7],
  [/seq$/i, 1_204],
  [/^(cvr|addRate|paymentConversion|sellThrough|ctr)$/, 0.25],
  [/^(lineIndex|unfilledUnits|sellable|damaged|unmetUnits)$/, 0],
  [/^(after|from)$/, 1_200],
  [/^limit$/, 100],
  [/Bps$/, 8_000],
  [/^grams$/, 2_500],
  [/viewers?$/i, 1_204],
  [/^protocol$/, PROTOCOL_VERSION],
];

/** What is said of a field by its name, the likeliest first. */
export function textsByName(name: string): string[] {
  return texts.filter(([field]) => field.test(name)).flatMap(([, ...values]) => values);
}

/** The same of a number. */
export function numbersByName(name: string): number[] {
  return numbers.filter(([field]) => field.test(name)).flatMap(([, ...values]) => values);
}
