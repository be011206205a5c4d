import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { RefundPreview, RefundView } from '../../../shared/contract/order-refund.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { REFUND_REASONS } from '../../../shared/market/order/refund-reasons.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
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
  const { preview, reason, refused, isBusy, made } = useStore(refunds.store);
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
  const { reason: why } = draft;
  const because = draft.kind === 'unfilled' ? say.kinds.unfilled : why && say.reasons[why];
  async function refund() {
    if (!ask || !because) return;
    const isDone = await refunds.refund({ ask, reason: draft.kind === 'unfilled' ? null : why });
    setAsked(false);
    if (isDone) onDone();
  }
  const isPaid = view.status === 'PAID' || view.status === 'COMPLETED';
  const kinds = kindsOf(view);
  const isOpen = kinds.includes(draft.kind);
  const sure = { because, bearer: draft.kind === 'amount' ? draft.bearer : 'producer', money } as const;
  if (made)
    return (
      <Sheet
        title={say.title(view.reference)}
        onClose={onClose}
        footer={
          <Button look="primary" wide autoFocus onClick={onClose}>
            {say.finish}
          </Button>
        }
      >
        <div className="form refund">
          <Notice tone="done">
            {made.refundMinor > 0 ? say.done(money(made.refundMinor)) : say.takenOut}
          </Notice>
          <div className="refund-sure">
            <Sure {...sure} preview={made} />
          </div>
        </div>
      </Sheet>
    );
  return (
    <Sheet
      title={say.title(view.reference)}
      onClose={onClose}
      footer={
        isAsked && act && preview ? (
          <div className="refund-sure">
            <Sure {...sure} preview={preview} />
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
          <Button look="primary" wide disabled={!act || !because} onClick={() => setAsked(true)}>
            {(because || !act ? act : say.reasonFirst) ?? say.open}
          </Button>
        )
      }
    >
      <div className="form refund">
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
              <Choices
                label={say.reason}
                value={why}
                options={REFUND_REASONS.map((value) => ({ value, words: say.reasons[value] }))}
                onChange={(reason) => change({ reason })}
              />
            )}
            {draft.kind === 'amount' ? (
              <Choices
                label={say.bearer}
                value={draft.bearer}
                options={(['producer', 'host', 'shop'] as const).map((value) => ({
                  value,
                  words: say.bearers[value],
                }))}
                onChange={(bearer) => change({ bearer })}
              />
            ) : (
              <BornByProducer kind={draft.kind} orAmount={kinds.includes('amount')} />
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

/** Why, who pays and what it does, as they were chosen: beside the tap that makes the refund, and once it is made. */
function Sure({
  because,
  bearer,
  preview,
  money,
}: {
  because: string | null;
  bearer: Funder;
  preview: RefundPreview;
  money(minor: number): string;
}) {
  const say = useMessages(refundWords);
  return (
    <>
      <p className="small">
        {because && `${say.because(because)} · `}
        {say.paidBy(say.bearers[bearer])}
      </p>
      {preview.due && (
        <p className="small figures">
          {say.atDoor} <Share share={preview.due} money={money} />
        </p>
      )}
      <Payouts preview={preview} money={money} />
    </>
  );
}

/** Who pays for units that leave the order: no choice, since the producer keeps them (O8). */
function BornByProducer({ kind, orAmount }: { kind: 'units' | 'unfilled'; orAmount: boolean }) {
  const say = useMessages(refundWords);
  return (
    <div className="refund-line">
      <b>{say.bearer}</b>
      <span>{say.bears[kind]}</span>
      {orAmount && <span className="soft small">{say.orAmount}</span>}
    </div>
  );
}

/** Each producer of lines once, in their order. */
function producersOf(picked: readonly { line: RefundLine }[]): RefundLine['producer'][] {
  return [...new Map(picked.map(({ line: { producer } }) => [JSON.stringify(producer), producer])).values()];
}
