import * as z from 'zod/mini';
import { lastChange } from '../market/stream/terms.ts';
import { countryCode } from '../values/country.ts';
import { SHOP_BOUNDS } from '../values/shop-bounds.ts';
import { line, lines } from '../values/text.ts';
import { keyed, version } from './command.ts';

const { maxName, maxLicence, maxContact, maxPhone, maxPolicy } = SHOP_BOUNDS;
const maybeLine = (max: number) => z.union([z.literal(''), line(max)]);
const policy = z.strictObject({
  zh: z.union([z.literal(''), lines(maxPolicy)]),
  en: z.union([z.literal(''), lines(maxPolicy)]),
});

/** Who sells, and on what terms, as buyers read it (B6). What is empty was not said. */
export const shopAbout = z.strictObject({
  name: maybeLine(maxName),
  nameEn: maybeLine(maxName),
  /** Their numbers: 营业执照, 食品经营许可证, ICP 备案号, or what the country has in their place. */
  licences: z.strictObject({
    business: maybeLine(maxLicence),
    food: maybeLine(maxLicence),
    website: maybeLine(maxLicence),
  }),
  /** How a buyer reaches the shop: a phone number, an email address or hours. */
  contact: maybeLine(maxContact),
  complaintPhone: maybeLine(maxPhone),
  policies: z.strictObject({ shipping: policy, returns: policy, privacy: policy }),
});
export type ShopAbout = z.infer<typeof shopAbout>;
export type ShopPolicy = keyof ShopAbout['policies'];

/** `version` counts how often it was said; 0: never. */
export const aboutShopView = z.strictObject({
  about: shopAbout,
  version,
  /** Where an address is that names no country, ISO 3166. Left out: the shop’s country is not known. */
  home: z.optional(countryCode),
  /** Who said it last, for operators alone; absent: nobody did. */
  changed: z.optional(lastChange),
});
export type AboutShopView = z.infer<typeof aboutShopView>;

export const describeShopRequest = z.strictObject({ ...keyed, version, about: shopAbout });
export type DescribeShopRequest = z.infer<typeof describeShopRequest>;
