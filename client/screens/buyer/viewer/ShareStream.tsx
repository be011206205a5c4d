import type { StreamStatus } from '../../../../shared/market/stream/entry.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { LineDrawing } from '../../../ui/Icon.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { productWords } from './product/product-words.ts';
import { shareWords } from './share-words.ts';
import { useShare } from './use-share.tsx';
import { useLive, useViewer } from './viewer-stores.ts';

const SHARE = 'M12 15V4m0 0L8 8m4-4 4 4M6 12v8h12v-8';

/**
 * The stream goes to others, with its time before its start, and said to be live only while it is.
 * @param isWide a button with its word, where there is room for it
 */
export function ShareStream({ isWide = false }: { isWide?: boolean }) {
  const say = useMessages(shareWords);
  const sayProduct = useMessages(productWords);
  const language = useLanguage();
  const { slug } = useViewer();
  const stream = useLive(({ view }) => view.stream);
  const first = useLive(({ view }) => view.cards[view.order[0] ?? 0]?.picture ?? '');
  const { share, sheet } = useShare();
  if (!stream) return null;
  const { title, hostName = '' } = titledIn(language, stream);
  const when: Partial<Record<StreamStatus, string>> = {
    SCHEDULED: dayAndTime(stream.scheduledAtMs, language),
    ...{ LIVE: say.live, INTERRUPTED: say.live },
  };
  const what = {
    ...{ name: title, price: when[stream.status] ?? '', title: hostName },
    ...{ url: `${location.origin}/s/${slug}`, picture: stream.cover || first },
  };
  return (
    <>
      <button
        type="button"
        className={isWide ? 'button line share-stream' : 'icon-button'}
        aria-label={say.share}
        title={say.share}
        onClick={() => share(what)}
      >
        <LineDrawing path={SHARE} size={20} />
        {isWide && <span>{sayProduct.share}</span>}
      </button>
      {sheet(say.share, what)}
    </>
  );
}
