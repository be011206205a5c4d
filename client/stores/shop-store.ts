import type { AboutShopView } from '../../shared/contract/shop.ts';
import { createRemoteValue, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

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
