import { useState } from 'react';
import { useStore } from 'zustand';
import type { CallOffPreview } from '../../../shared/contract/order-refund.ts';
import { CALL_OFF_REASONS, type CallOffReason } from '../../../shared/market/order/call-off-reasons.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Option } from '../../screens/staff/console/Option.tsx';
import { useOwnStore } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { createCallOffStore } from './call-off-store.ts';
import { callOffWords } from './call-off-words.ts';
import { useRefundSentence } from './refund-sentence.ts';
import '../../screens/staff/console/console.css';
import './refund.css';

/** The shop cancels an order: what goes back to whom stands there before the two taps that do it (O11). */
export function CallOffSheet({
  orderId,
  reference,
  currency,
  onDone,
  onClose,
}: {
  orderId: string;
  reference: string;
  currency: string;
  /** It is cancelled. */
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(callOffWords);
  const language = useLanguage();
  const store = useOwnStore((world) => createCallOffStore(orderId, world));
  const { preview, refused, isBusy, given } = useStore(store.store);
  const [reason, setReason] = useState<CallOffReason | null>(null);
  const [isAsked, setAsked] = useState(false);
  const sentence = useRefundSentence(currency);
  const money = (minor: number) => formatMoney(minor, currency, language);
  const backMinor = preview?.refundMinor ?? 0;
  async function callOff() {
    if (!reason) return;
    const isDone = await store.callOff(reason);
    setAsked(false);
    if (isDone) onDone();
  }
  const [act, sure] =
    backMinor > 0 ? [say.actAnd(money(backMinor)), say.sureAnd(money(backMinor))] : [say.act, say.sure];
  return (
    <Sheet
      title={say.title(reference)}
      onClose={onClose}
      footer={
        given === null && preview ? (
          isAsked ? (
            <div className="two-buttons">
              <Button look="quiet" onClick={() => setAsked(false)}>
                {say.notYet}
              </Button>
              <Button look="primary" wide busy={isBusy} onClick={() => void callOff()}>
                {sure}
              </Button>
            </div>
          ) : (
            <Button look="primary" wide disabled={reason === null} onClick={() => setAsked(true)}>
              {act}
            </Button>
          )
        ) : undefined
      }
    >
      <div className="form refund">
        {given !== null && <Notice tone="done">{given > 0 ? say.doneAnd(money(given)) : say.done}</Notice>}
        {given === null && !preview && !refused && <Bones count={4} />}
        {refused && <Notice tone="fault">{sentence(refused)}</Notice>}
        {preview && (
          <>
            <fieldset className="options">
              <legend>{say.reason}</legend>
              {CALL_OFF_REASONS.map((each) => (
                <Option
                  key={each}
                  kind="radio"
                  isOn={each === reason}
                  words={say.reasons[each]}
                  about={each === 'other' ? say.untold : say.toldBuyer}
                  onChange={() => {
                    setAsked(false);
                    setReason(each);
                  }}
                />
              ))}
            </fieldset>
            <Effect preview={preview} money={money} />
          </>
        )}
      </div>
    </Sheet>
  );
}

/** Who gets what by it, as the server has reckoned. */
function Effect({ preview, money }: { preview: CallOffPreview; money(minor: number): string }) {
  const say = useMessages(callOffWords);
  const language = useLanguage();
  const { isPaid, payment, refundMinor, shippingMinor, shippingKeptMinor, units, shares } = preview;
  const hasShipping = shippingMinor + shippingKeptMinor > 0;
  const isCash = payment === 'cash_on_delivery';
  return (
    <section className="refund-effect" aria-live="polite" aria-busy={shares === null}>
      <h3>{say.effect}</h3>
      <dl>
        <dt>{say.buyer}</dt>
        <dd className="figures">
          {refundMinor > 0 ? money(refundMinor) : isCash ? say.cash : isPaid ? money(0) : say.nothingPaid}
        </dd>
        {hasShipping && (
          <div className="refund-share refund-parts soft small">
            <dt>{say.products}</dt>
            <dd className="figures">{money(refundMinor - shippingMinor)}</dd>
            <dt>{say.shipping}</dt>
            <dd className="figures">{money(shippingMinor)}</dd>
          </div>
        )}
        <dt>{say.goods}</dt>
        <dd className="figures">{say.units(units)}</dd>
        {shares === null && (
          <>
            <dt>{say.payout('…')}</dt>
            <dd>{say.soon}</dd>
          </>
        )}
        {shares?.map((share) => (
          <div key={share.name} className="refund-share">
            <dt>
              <bdi>{say.payout(namedIn(language, share).name)}</bdi>
            </dt>
            <dd className="figures">{say.change(money(share.beforeMinor), money(share.afterMinor))}</dd>
          </div>
        ))}
      </dl>
      {hasShipping && (
        <p className="soft small">
          {shippingKeptMinor > 0 ? say.shippingKept(money(shippingKeptMinor)) : say.shippingBack}
        </p>
      )}
      {refundMinor > 0 && <p className="soft small">{say.how}</p>}
    </section>
  );
}
