import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { PayablesView, PayableView } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerProfileWords } from '../../../i18n/producer-profile.ts';
import { producerShareWords } from '../../../i18n/producer-share.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { createPayablesStore } from '../../../stores/settlement-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { dueDay } from '../../../ui/money-days.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { ProfileSheet } from '../producer/ProfileSheet.tsx';
import { AdjustedBy } from './AdjustedBy.tsx';
import { AdjustSheet } from './AdjustSheet.tsx';
import { ShareSheet, useProducerShare } from './ShareSheet.tsx';

/** What one producer is owed, line by line, and the two things the office does about it: pay, and adjust. */
export function PayablesSheet({
  row,
  timeZone,
  onChange,
  onClose,
}: {
  row: Pick<PayablesView, 'producerId' | 'producer' | 'producerEn' | 'currency'>;
  timeZone: string;
  /** The books have changed by what was done here. */
  onChange(): void;
  onClose(): void;
}) {
  const { producerId, currency } = row;
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const sentence = useHostSentence(currency);
  const payables = useOwnStore((world) => createPayablesStore(producerId, currency, world));
  const { value: view, reason } = useStore(payables.store);
  const [refusal, setRefusal] = useState<Reason | null>(null);
  const [done, setDone] = useState<'paid' | 'adjusted' | null>(null);
  const [shown, setShown] = useState<'profile' | 'share' | 'adjust' | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const sayShare = useMessages(producerShareWords);
  const share = useProducerShare(producerId).data;
  const sayProfile = useMessages(producerProfileWords);
  const why = refusal ?? reason;

  async function pay(seen: PayablesView) {
    setDone(null);
    const answer = await payables.payOut(seen);
    setRefusal(answer);
    if (answer) return;
    setDone('paid');
    onChange();
  }

  if (shown === 'share') {
    return (
      <ShareSheet
        producerId={producerId}
        name={producerIn(language, row)}
        onSet={(says) => {
          setSaid(says);
          setShown(null);
        }}
        onClose={() => setShown(null)}
      />
    );
  }
  if (shown === 'adjust' && view) {
    return (
      <AdjustSheet
        view={view}
        timeZone={timeZone}
        onAdjust={async (amountMinor, given) => {
          const answer = await payables.adjust(amountMinor, given);
          if (answer) return answer;
          setDone('adjusted');
          setShown(null);
          onChange();
          return null;
        }}
        onClose={() => setShown(null)}
      />
    );
  }
  if (shown === 'profile') {
    return (
      <ProfileSheet
        producerId={producerId}
        title={sayProfile.titleOf(producerIn(language, row))}
        onSaved={setSaid}
        onClose={() => setShown(null)}
      />
    );
  }
  return (
    <Sheet
      title={producerIn(language, row)}
      onClose={onClose}
      {...(view ? { footer: <Pay view={view} onPay={() => pay(view)} timeZone={timeZone} /> } : {})}
    >
      <div className="stack">
        {why && (
          <Notice tone="fault" onDismiss={() => setRefusal(null)}>
            {why.code === 'STALE_VERSION' ? say.changed : sentence(why)}
          </Notice>
        )}
        {done && (
          <Notice tone="done" onDismiss={() => setDone(null)}>
            {done === 'paid' ? say.paid : say.adjusted}
          </Notice>
        )}
        {said && (
          <Notice tone="done" onDismiss={() => setSaid(null)}>
            {said}
          </Notice>
        )}
        <div className="two-buttons payables-ways">
          <Button look="line" disabled={!share} onClick={() => setShown('share')}>
            {sayShare.open(
              share ? sayShare.percent(share.shareBps / 100) : '…',
              share?.reserve ? sayShare.percent(share.reserve.bps / 100) : null,
            )}
          </Button>
          <Button look="line" onClick={() => setShown('profile')}>
            {sayProfile.page}
          </Button>
        </div>
        <h3>{say.open}</h3>
        {view?.payables.length === 0 && <p className="soft">{say.noOpen}</p>}
        <ul className="lines">
          {view?.payables.toSorted(adjustmentsFirst).map((line) => (
            <li key={`${line.streamId} ${line.orderId} ${line.lineIndex} ${line.deliverySeq}`}>
              <span className="grow">
                <bdi>{namedIn(language, line).name || say.adjustment}</bdi>
                {line.adjustment && <AdjustedBy adjustment={line.adjustment} timeZone={timeZone} />}
                <span className="soft small">
                  {line.reference && `${line.reference} · `}
                  {line.reserved?.minor === line.openMinor
                    ? sayShare.inReserve(dueDay(line.reserved.untilMs, language, timeZone))
                    : line.openMinor < 0
                      ? say.comesOff
                      : say.due(dueDay(line.dueUntilMs, language, timeZone))}
                  {line.isPaused && ` · ${say.reasons.disputed}`}
                </span>
                {line.reserved && line.reserved.minor < line.openMinor && (
                  <span className="soft small">
                    {sayShare.keptUntil(
                      dueDay(line.reserved.untilMs, language, timeZone),
                      formatMoney(line.reserved.minor, currency, language),
                      formatMoney(line.openMinor, currency, language),
                    )}
                  </span>
                )}
              </span>
              <b className="figures">{formatMoney(line.openMinor, currency, language)}</b>
            </li>
          ))}
        </ul>
        {view?.isCut && <p className="soft small">{say.more}</p>}
        <div className="two-buttons">
          <Button look="line" onClick={() => setShown('adjust')}>
            {say.adjust}
          </Button>
          <a className="button line" href={`/statement/${producerId}?currency=${currency}`}>
            {say.statement}
          </a>
        </div>
      </div>
    </Sheet>
  );
}

/** Adjustments stand above order lines. */
function adjustmentsFirst(one: PayableView, other: PayableView): number {
  return Number(other.adjustment !== undefined) - Number(one.adjustment !== undefined);
}

/** Two taps: it cannot be taken back, so it is asked once more with the amount in it. */
function Pay({ view, onPay, timeZone }: { view: PayablesView; onPay(): Promise<void>; timeZone: string }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { payoutMinor, payoutLines, payoutAdjustments, currency, untilMs } = view;
  if (payoutMinor <= 0) return <p className="soft">{say.nothingToPay}</p>;
  const amount = formatMoney(payoutMinor, currency, language);
  if (!isAsked) {
    return (
      <>
        <p className="soft small">{say.payWhat(dueDay(untilMs, language, timeZone))}</p>
        <Button look="primary" wide onClick={() => setAsked(true)}>
          {say.pay(amount, say.orderLines(payoutLines, payoutAdjustments))}
        </Button>
      </>
    );
  }
  return (
    <div className="two-buttons">
      <Button look="quiet" onClick={() => setAsked(false)}>
        {say.payNot}
      </Button>
      <Button
        look="primary"
        wide
        busy={isBusy}
        onClick={() => {
          setBusy(true);
          void onPay().finally(() => {
            setBusy(false);
            setAsked(false);
          });
        }}
      >
        {say.paySure(amount)}
      </Button>
    </div>
  );
}
