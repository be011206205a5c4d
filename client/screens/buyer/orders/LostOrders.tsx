import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { lostOrderWords } from '../../../i18n/lost-order.ts';
import type { OrdersState } from '../../../stores/orders-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { ContactSentence } from '../../../ui/ContactSentence.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { clockTime, dayAndTime } from '../../../ui/time-words.ts';

/** Orders of this device that a restore may have lost (I5), until their buyer has read so. */
export function LostOrders({ lost, onForget }: { lost: OrdersState['lost']; onForget(key: string): void }) {
  const say = useMessages(lostOrderWords);
  const language = useLanguage();
  return lost.map(({ pending: { slug, sentAtMs, request }, loss }) => (
    <Notice key={request.key}>
      <p>
        <b>{say.listed(clockTime(sentAtMs, language))}</b>
      </p>
      <p>{say.what(dayAndTime(loss.restoredAtMs, language), dayAndTime(loss.sinceMs, language))}</p>
      <p>
        <ContactSentence sentence={say.whom(loss.ask)} contact={loss.ask} />
      </p>
      <p>
        <a href={`/s/${slug}`}>{say.toStream}</a>
      </p>
      <Button look="line" onClick={() => onForget(request.key)}>
        {say.forget}
      </Button>
    </Notice>
  ));
}
