import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { useLanguage } from '../../../i18n/language.ts';

/** Where something was ordered, by the title that its reader knows: a link to the stream. */
export function OrderedAt({ mine }: { mine: Pick<MyOrder, 'slug' | 'streamTitle' | 'streamTitleEn'> }) {
  const language = useLanguage();
  return (
    <a href={`/s/${mine.slug}`}>
      <bdi>{streamTitleIn(language, mine)}</bdi>
    </a>
  );
}

/** The title of an order's stream, as a reader of this language knows it. */
export function streamTitleIn(
  language: string,
  { streamTitle, streamTitleEn }: Pick<MyOrder, 'streamTitle' | 'streamTitleEn'>,
): string {
  return (language === 'en' && streamTitleEn) || streamTitle;
}
