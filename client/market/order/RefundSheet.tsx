import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { RefundView } from '../../../shared/contract/order-refund.ts';
import { REFUND_REASONS } from '../../../shared/market/order/refund-reasons.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { AmountOf } from './HowMuch.tsx';
import { Payouts, RefundEffect, Share } from './RefundEffect.tsx';
import { RefundLines } from './RefundLines.tsx';
import {
  askOf,
  firstDraft,
  kindsOf,
  pickedLines,
  type RefundDraft,
  type RefundLine,
  withKind,
  withoutDone,
} from './refund-draft.ts';
import { useRefundSentence } from './refund-sentence.ts';
import { createRefundStore, type RefundStore } from './refund-store.ts';
import { refundWords } from './refund-words.ts';
import '../../screens/staff/console/console.css';
import './refund.css';

/** Refunds lines of an order, by unit or by amount: what it does to buyer and payouts stands there before (O8). */
export function RefundSheet({
  orderId,
  reference,
  onDone,
  onClose,
}: {
  orderId: string;
  reference: string;
  /** Something was refunded. */
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(refundWords);
  const refunds = useOwnStore((world) => createRefundStore(orderId, world));
  const { view, reason } = useStore(refunds.store);
  const sentence = useHostSentence('CNY');
  if (view) return <Form view={view} refunds={refunds} onDone={onDone} onClose={onClose} />;
  return (
    <Sheet title={say.title(reference)} isStill onClose={onClose}>
      {reason ? <Notice tone="fault">{sentence(reason)}</Notice> : <Bones count={4} />}
    </Sheet>
  );
}

function Form({
  view,
  refunds,
  onDone,
  onClose,
}: {
  view: RefundView;
  refunds: RefundStore;
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(refundWords);
  const language = useLanguage();
  const { preview, reason, refused, isBusy, given } = useStore(refunds.store);
  const { currency } = view;
  const money = (minor: number) => formatMoney(minor, currency, language);
  const [kept, setDraft] = useState<RefundDraft>(() => firstDraft(view));
  const [isAsked, setAsked] = useState(false);
  // A line of which nothing is left meanwhile is not meant any more.
  const draft = withoutDone(kept, view);
  const ask = askOf(draft, view);
  const thought = JSON.stringify(ask);
  useEffect(() => refunds.think(JSON.parse(thought)), [refunds, thought]);
  const sentence = useRefundSentence(currency);
  /** Whatever is changed has to be looked over anew. */
  const change = (part: Partial<RefundDraft>) => {
    setAsked(false);
    setDraft({ ...draft, ...part });
  };
  const picked = pickedLines(draft, view);
  const units = picked.reduce((sum, each) => sum + each.units, 0);
  const act =
    ask && preview && (preview.refundMinor > 0 ? say.refund(money(preview.refundMinor)) : say.takeOut(units));
  async function refund() {
    if (!ask) return;
    const isDone = await refunds.refund({
      ask,
      reason: draft.reason,
      isUnfilled: draft.kind === 'unfilled',
    });
    setAsked(false);
    if (!isDone) return;
    change({ amount: '', picked: new Map([...draft.picked.keys()].map((at) => [at, 1])) });
    onDone();
  }
  const isPaid = view.status === 'PAID' || view.status === 'COMPLETED';
  const kinds = kindsOf(view);
  const isOpen = kinds.includes(draft.kind);
  return (
    <Sheet
      title={say.title(view.reference)}
      onClose={onClose}
      footer={
        isAsked && act && preview ? (
          <div className="refund-sure">
            {preview.due && (
              <p className="small figures">
                {say.atDoor} <Share share={preview.due} money={money} />
              </p>
            )}
            <Payouts preview={preview} money={money} />
            <div className="two-buttons">
              <Button look="quiet" onClick={() => setAsked(false)}>
                {say.notYet}
              </Button>
              <Button look="primary" wide busy={isBusy} onClick={() => void refund()}>
                {say.sure(act)}
              </Button>
            </div>
          </div>
        ) : (
          <Button look="primary" wide disabled={!act} onClick={() => setAsked(true)}>
            {act ?? say.open}
          </Button>
        )
      }
    >
      <div className="form refund">
        {given !== null && <Notice tone="done">{given > 0 ? say.done(money(given)) : say.takenOut}</Notice>}
        {!isPaid && <Notice>{say.notPaid}</Notice>}
        {view.isUnpaidCash && <Notice>{say.unpaidCash}</Notice>}
        {kinds.length > (isOpen ? 1 : 0) && (
          <Choices
            label={say.kind}
            value={isOpen ? draft.kind : null}
            options={kinds.map((value) => ({ value, words: say.kinds[value] }))}
            onChange={(kind) => change(withKind(draft, kind, view))}
          />
        )}
        {isOpen && <p className="soft small">{say.hints[draft.kind]}</p>}
        <RefundLines view={view} draft={draft} isOpen={isOpen} onChange={change} />
        {kinds.length === 0 && isPaid && !view.isUnpaidCash && <p className="soft">{say.nothing}</p>}
        {isOpen && (
          <>
            {draft.kind === 'amount' && (
              <AmountOf draft={draft} view={view} onChange={(amount) => change({ amount })} />
            )}
            {draft.kind !== 'unfilled' && (
              <SelectField
                label={say.reason}
                value={draft.reason}
                options={REFUND_REASONS.map((value) => ({ value, words: say.reasons[value] }))}
                onChange={(value) => {
                  const chosen = REFUND_REASONS.find((each) => each === value);
                  if (chosen) change({ reason: chosen });
                }}
              />
            )}
            {draft.kind === 'amount' && (
              <Choices
                label={say.bearer}
                value={draft.bearer}
                options={(['producer', 'host', 'shop'] as const).map((value) => ({
                  value,
                  words: say.bearers[value],
                }))}
                onChange={(bearer) => change({ bearer })}
              />
            )}
            {ask && !reason && (
              <RefundEffect view={view} producers={producersOf(picked)} ask={ask} preview={preview} />
            )}
          </>
        )}
        {refused && <Notice tone="fault">{sentence(refused)}</Notice>}
        {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      </div>
    </Sheet>
  );
}

/** Each producer of lines once, in their order. */
function producersOf(picked: readonly { line: RefundLine }[]): RefundLine['producer'][] {
  return [...new Map(picked.map(({ line: { producer } }) => [JSON.stringify(producer), producer])).values()];
}
