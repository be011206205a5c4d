import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { OfficeBuyer } from '../../../../shared/contract/office-buyers.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { createBuyerLimits } from '../../../stores/buyer-limits.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { dayAndTime, dayOnly } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { LimitSheet } from './LimitSheet.tsx';

/** Whether a buyer may order (B11): who decided otherwise, when, why and until when; set and lifted by two taps each. */
export function BuyerLimit({
  buyer: { buyerId, limit, limits: told = [] },
  onDone,
}: {
  buyer: Pick<OfficeBuyer, 'buyerId' | 'limit' | 'limits'>;
  /** It is another now. */
  onDone(): void;
}) {
  const say = useMessages(officeBuyersWords);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const limits = useOwnStore(createBuyerLimits);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  async function lift() {
    setBusy(true);
    const why = await limits.lift(buyerId);
    setBusy(false);
    setReason(why);
    if (why) return;
    setAsking(false);
    onDone();
  }
  return (
    <section className="order-block buyer-limit">
      <h2>{say.limit}</h2>
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
      {limit === null ? (
        <p className="buyer-look">
          <Button look="line" onClick={() => setAsking(true)}>
            {say.limitOpen}
          </Button>
          <span className="soft small">{say.limitWhat}</span>
        </p>
      ) : (
        <>
          <Notice>
            <p>
              <b>{say.limitedUntil(dayOnly(limit.untilMs, language))}</b>
            </p>
            <p className="soft figures">
              {say.limitedBy(
                say.limitReasons[limit.reason],
                limit.by === null ? say.formerMember : personIn(language, limit.by, limit.byEn),
                dayAndTime(limit.sinceMs, language),
              )}
            </p>
          </Notice>
          <p className="buyer-look">
            {isAsking ? (
              <>
                <Button look="primary" busy={isBusy} onClick={() => void lift()}>
                  {say.liftSure}
                </Button>
                <Button onClick={() => setAsking(false)}>{say.cancel}</Button>
              </>
            ) : (
              <Button look="line" onClick={() => setAsking(true)}>
                {say.lift}
              </Button>
            )}
          </p>
        </>
      )}
      <LimitHistory told={told} />
      {limit === null && isAsking && (
        <LimitSheet
          buyerId={buyerId}
          limits={limits}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onDone();
          }}
        />
      )}
    </section>
  );
}

/** Each limit that was set or lifted, the newest first: who, when, why and until when. */
function LimitHistory({ told }: { told: NonNullable<OfficeBuyer['limits']> }) {
  const say = useMessages(officeBuyersWords);
  const language = useLanguage();
  if (told.length === 0) return null;
  return (
    <>
      <h3 className="soft small">{say.limitHistory}</h3>
      <ol className="buyer-limits small figures">
        {told.map(({ atMs, untilMs, reason, by, byEn }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be of one instant, and a row keeps nothing of its own.
          <li key={at}>
            <b>{untilMs === undefined ? say.limitLifted : say.limited(dayOnly(untilMs, language))}</b>{' '}
            <span className="soft">
              {[
                ...(reason ? [say.limitReasons[reason]] : []),
                by === null ? say.formerMember : personIn(language, by, byEn),
                dayAndTime(atMs, language),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
