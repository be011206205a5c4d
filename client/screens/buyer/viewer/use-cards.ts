import type { CardEntry } from '../../../../shared/market/lineup/entry.ts';
import { namedIn, originIn } from '../../../../shared/values/names.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useLive } from './viewer-stores.ts';

/** Every card, under the names that this reader knows; for lists, since any card that changes renders anew. */
export function useCards(): Readonly<Record<number, CardEntry>> {
  const language = useLanguage();
  const cards = useLive((state) => state.view.cards);
  return Object.fromEntries(Object.entries(cards).map(([n, card]) => [n, namedIn(language, card)]));
}

/** Says an origin, by which parcels go, as this reader knows it. */
export function useOriginName(): (origin: string) => string {
  const language = useLanguage();
  const cards = useLive((state) => state.view.cards);
  return (origin) => {
    const card = Object.values(cards).find((each) => each.origin === origin && each.originEn);
    return originIn(language, card ?? { origin });
  };
}
