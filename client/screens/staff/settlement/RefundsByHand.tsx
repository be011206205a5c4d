import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { RefundByHand } from '../../../../shared/contract/settlement.ts';
import { HAND_BACK_DAYS } from '../../../../shared/market/order/bounds.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { DAY } from '../../../../shared/values/time.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { officeMessages } from '../../../i18n/settlement-forms.ts';
import { createRefundsStore } from '../../../stores/settlement-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { dayOf } from '../../../ui/money-days.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { useHostSentence } from '../console/host-sentence.ts';

/** Buyers who paid at the door and are owed something back: no provider gives it to them, so the office does. */
export function RefundsByHand({ timeZone, onDone }: { timeZone: string; onDone(): void }) {
  const say = useMessages(officeMessages);
  const settlement = useMessages(settlementMessages);
  const sentence = useHostSentence('CNY');
  const refunds = useOwnStore(createRefundsStore);
  const { value: view } = useStore(refunds.store);
  const [refusal, setRefusal] = useState<Reason | null>(null);
  if (!view || (view.refunds.length === 0 && !refusal)) return null;
  return (
    <section>
      <h2>{say.byHand}</h2>
      <p className="soft small">{say.byHandWhat}</p>
      {refusal && (
        <Notice tone="fault" onDismiss={() => setRefusal(null)}>
          {refusal.code === 'STALE_VERSION' ? settlement.changed : sentence(refusal)}
        </Notice>
      )}
      <ul className="lines">
        {view.refunds.map((refund) => (
          <Refund
            key={`${refund.orderId} ${refund.owedMinor}`}
            refund={refund}
            timeZone={timeZone}
            onPaid={async () => {
              const why = await refunds.payBack(refund);
              setRefusal(why);
              if (!why) onDone();
            }}
          />
        ))}
      </ul>
      {view.isCut && <p className="soft small">{say.byHandCut}</p>}
    </section>
  );
}

/** Two taps, since nothing takes it back. */
function Refund({
  refund: { reference, contact, currency, owedMinor, sinceMs },
  timeZone,
  onPaid,
}: {
  refund: RefundByHand;
  timeZone: string;
  onPaid(): Promise<void>;
}) {
  const say = useMessages(officeMessages);
  const language = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const amount = formatMoney(owedMinor, currency, language);
  return (
    <li className="by-hand">
      <span className="grow">
        <bdi>{contact ? contact.name : say.noContact}</bdi>
        {contact && <span className="figures soft">{contact.phone}</span>}
        <span className="soft small figures">
          {reference} · {say.since(dayOf(sinceMs, language, timeZone))} ·{' '}
          {say.promisedBy(dayOf(sinceMs + HAND_BACK_DAYS * DAY, language, timeZone))}
        </span>
      </span>
      <b className="figures">{amount}</b>
      {isAsked ? (
        <div className="two-buttons">
          <Button look="quiet" onClick={() => setAsked(false)}>
            {say.notYet}
          </Button>
          <Button
            look="held"
            busy={isBusy}
            onClick={() => {
              setBusy(true);
              void onPaid().finally(() => setBusy(false));
            }}
          >
            {say.givenSure(amount)}
          </Button>
        </div>
      ) : (
        <Button look="line" onClick={() => setAsked(true)}>
          {say.given}
        </Button>
      )}
    </li>
  );
}
