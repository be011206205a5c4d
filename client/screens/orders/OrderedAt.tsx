import type { MyOrder } from '../../../shared/market/order/contract.ts';
import { useLanguage } from '../../i18n/language.ts';

/** Where something was ordered, by the title that its reader knows: a link to the stream. */
export function OrderedAt({
  mine: { slug, streamTitle, streamTitleEn },
}: {
  mine: Pick<MyOrder, 'slug' | 'streamTitle' | 'streamTitleEn'>;
}) {
  const language = useLanguage();
  return (
    <a href={`/s/${slug}`}>
      <bdi>{(language === 'en' && streamTitleEn) || streamTitle}</bdi>
    </a>
  );
}
