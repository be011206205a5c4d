import * as z from 'zod/mini';
import { returnTerms } from '../../shared/contract/catalogue.ts';
import { staffRole } from '../../shared/market/account/contract.ts';
import { unitCount } from '../../shared/values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../../shared/values/money.ts';
import { MAX_DESCRIPTION, MAX_MORE_PICTURES } from '../../shared/values/product-details.ts';
import { MAX_TAG, MAX_TAGS } from '../../shared/values/tags.ts';
import { MAX_COLUMN_TITLE, MAX_COLUMNS_NAMED } from '../application/catalogue/import-csv/left-out.ts';
import type { NewProduct } from '../shop/decide.ts';
import type { MarketControl } from './market-control.ts';
import type { Answerers } from './socket.ts';

/** The goods that one file may hold, as the shop takes them. */
const MAX_GOODS = 10_000;
const MAX_ROW = 1_000_000;

const email = z.string().check(z.minLength(1), z.maxLength(254));
const text = (max: number) => z.string().check(z.maxLength(max));
const name = z.string().check(z.minLength(1), z.maxLength(60));
const password = z.string().check(z.minLength(10), z.maxLength(200));
const nothing = z.strictObject({});

/** A good as `fairday import` has read it: every text was judged there, row by row. */
const goodFields = {
  sku: z.nullable(text(60)),
  name: text(80),
  producer: text(60),
  origin: text(60),
  category: text(40),
  grams: unitCount,
  priceMinor,
  floorMinor: moneyMinor,
  currency: currencyCode,
  picture: text(500),
  warehouseUnits: unitCount,
  isPerishable: z.exactOptional(z.boolean()),
  harvestedOn: z.exactOptional(text(10)),
  batch: z.exactOptional(text(40)),
  shipBaseMinor: z.exactOptional(moneyMinor),
  shipIncrementMinor: z.exactOptional(moneyMinor),
  nameEn: z.exactOptional(text(80)),
  producerEn: z.exactOptional(text(60)),
  originEn: z.exactOptional(text(60)),
  categoryEn: z.exactOptional(text(40)),
  description: z.exactOptional(text(MAX_DESCRIPTION)),
  descriptionEn: z.exactOptional(text(MAX_DESCRIPTION)),
  morePictures: z.exactOptional(z.array(text(500)).check(z.maxLength(MAX_MORE_PICTURES))),
  returns: z.exactOptional(returnTerms),
  tags: z.exactOptional(z.array(text(MAX_TAG)).check(z.maxLength(MAX_TAGS))),
  // Whatever a file may say of a good gets through: a field that is missing here does not compile.
} satisfies Record<keyof NewProduct, z.ZodMiniType>;
const good = z.strictObject(goodFields);

/** What the command line asks a server for, and in which form */
const forms = {
  status: nothing,
  drain: nothing,
  listUsers: nothing,
  addUser: z.strictObject({
    email,
    name,
    role: staffRole,
    password: z.nullable(password),
    producer: z.nullable(name),
  }),
  newLink: z.strictObject({ email }),
  setPassword: z.strictObject({ email, password }),
  switchUser: z.strictObject({ email, isOn: z.boolean() }),
  eraseWords: z.strictObject({ reference: text(40) }),
  importGoods: z.strictObject({
    reading: z.strictObject({
      ok: z.literal(true),
      format: z.enum(['shopify', 'own']),
      goods: z
        .array(z.strictObject({ row: z.int().check(z.gte(1), z.lte(MAX_ROW)), good }))
        .check(z.maxLength(MAX_GOODS)),
      picturesOnly: unitCount,
      compareAtPrices: unitCount,
      shortened: unitCount,
      tagsLeftOut: unitCount,
      columnsLeftOut: z.array(text(MAX_COLUMN_TITLE)).check(z.maxLength(MAX_COLUMNS_NAMED)),
    }),
    key: text(100),
    currency: currencyCode,
  }),
} as const;

type Asked = { [M in keyof typeof forms]: (asked: z.infer<(typeof forms)[M]>) => Promise<unknown> };

/** What a server does for the command line of its machine. */
export type Served = MarketControl & Pick<Asked, 'status' | 'drain'>;

/**
 * Lets through what is asked in its form alone. Whoever may open the socket is the market's own user, but may run another
 * version. What is refused is named, its value never: it may be a password.
 */
export function inForm(served: Served): Answerers {
  const asked: Asked = served;
  const names = Object.keys(forms) as (keyof typeof forms)[];
  return Object.fromEntries(
    names.map((method) => [
      method,
      async (args: unknown) => {
        const parsed = forms[method].safeParse(args);
        if (parsed.success) return asked[method](parsed.data as never);
        const [issue] = parsed.error.issues;
        const at = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue?.path;
        const field = (at ?? []).map(String).join('.').slice(0, 100);
        throw new Error(`The server cannot read “${field}”: it may be of another version.`);
      },
    ]),
  );
}
