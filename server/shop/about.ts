import type { AboutShopView, ShopAbout } from '../../shared/contract/shop.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import type { ShopDecision } from './decide.ts';
import type { ShopState } from './state.ts';

const nothing: ShopAbout = {
  ...{ name: '', nameEn: '', contact: '', complaintPhone: '' },
  licences: { business: '', food: '', website: '' },
  policies: {
    shipping: { zh: '', en: '' },
    returns: { zh: '', en: '' },
    privacy: { zh: '', en: '' },
  },
};

/** Who sells, as it was said last (B6). */
export function aboutShop({ about }: Readonly<ShopState>): AboutShopView {
  return about ?? { about: nothing, version: 0 };
}

/**
 * Says who sells, whole (B6). Another version than the last one → STALE_VERSION with that. The same again → nothing
 * happens.
 */
export function describeShop(
  state: ShopState,
  request: { version: number; about: ShopAbout },
  by: { by: By },
): ShopDecision<AboutShopView> {
  const known = aboutShop(state);
  if (request.version !== known.version) return refused({ code: 'STALE_VERSION', version: known.version });
  if (canonicalJson(known.about) === canonicalJson(request.about)) return accept([], () => known);
  return accept([{ type: 'shop_described', about: request.about, by: by.by }], aboutShop);
}
