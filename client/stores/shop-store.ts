import type { Reason } from '../../shared/contract/answer.ts';
import type {
  AboutShopView,
  DescribeShopRequest,
  ShopAbout,
  ShopPolicy,
} from '../../shared/contract/shop.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import { createRemoteValue, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

const POLICIES = ['shipping', 'returns', 'privacy'] as const satisfies readonly ShopPolicy[];

/** The policies that the shop has said, in either language (B6). */
export function policiesOf({ policies }: ShopAbout): ShopPolicy[] {
  return POLICIES.filter((policy) => policies[policy].zh !== '' || policies[policy].en !== '');
}

/** A policy in the reader's language, or in the other one where it was said in that alone, with the language it is in. */
export function policyIn(language: string, { zh, en }: { zh: string; en: string }) {
  const isEnglish = language === 'en' ? en !== '' : zh === '';
  return isEnglish ? ({ text: en, lang: 'en' } as const) : ({ text: zh, lang: 'zh-CN' } as const);
}

/** What was answered last, so that the foot of the next page stands there at once. */
const kept = new WeakMap<Outside['http'], AboutShopView>();

/** What is asked for just now: however many parts of a page want it, it is asked for once. */
const coming = new WeakMap<Outside['http'], ReturnType<typeof ask>>();

function ask(http: Outside['http']) {
  return http.call('aboutShop').finally(() => coming.delete(http));
}

/** Who sells, and on what terms (B6): the last answer at once, and the next one when it is there. */
export function createShopStore({ http }: Pick<Outside, 'http'>): RemoteValue<AboutShopView> {
  const asked = createRemoteValue(async () => {
    const asking = coming.get(http) ?? ask(http);
    coming.set(http, asking);
    const answer = await asking;
    if (answer.ok) kept.set(http, answer.value);
    return answer;
  });
  const known = kept.get(http);
  if (known) asked.store.setState({ value: known });
  return asked;
}

/** The same for an operator, who may say it anew. */
export function createShopOfficeStore(outside: Pick<Outside, 'http' | 'newKey'>) {
  const { http, newKey } = outside;
  const asked = createShopStore(outside);
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    /** @param version of what the form began with. @returns why not, or null */
    async describe(version: DescribeShopRequest['version'], about: ShopAbout): Promise<Reason | null> {
      const answer = await send({ version, about }, (body) => http.call('describeShop', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}
