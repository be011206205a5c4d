import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { RefundView } from '../../../shared/contract/order-refund.ts';
import { REFUND_REASONS } from '../../../shared/market/order/refund-reasons.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { Option } from '../../screens/staff/console/Option.tsx';
import { useOwnStore } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { HowMuch } from './HowMuch.tsx';
import { RefundEffect, Share } from './RefundEffect.tsx';
import { firstDraft, kindsOf, queryOf, type RefundDraft } from './refund-draft.ts';
import { useRefundSentence } from './refund-sentence.ts';
import { createRefundStore, type RefundStore } from './refund-store.ts';
import { refundWords } from './refund-words.ts';
import '../../screens/staff/console/console.css';
import './refund.css';

/** Refunds an order, by unit or by amount: what it does to buyer and payout stands there before (O8). */
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
  const { currency, lines } = view;
  const money = (minor: number) => formatMoney(minor, currency, language);
  const [draft, setDraft] = useState<RefundDraft>(() => firstDraft(view));
  const [isAsked, setAsked] = useState(false);
  const line = lines[draft.at];
  const query = line ? queryOf(draft, line, currency) : null;
  const thought = JSON.stringify(query);
  useEffect(() => refunds.think(JSON.parse(thought)), [refunds, thought]);
  const sentence = useRefundSentence(currency);
  /** Whatever is changed has to be looked over anew. */
  const change = (part: Partial<RefundDraft>) => {
    setAsked(false);
    setDraft((known) => ({ ...known, ...part }));
  };
  const act =
    query &&
    preview &&
    (preview.refundMinor > 0 ? say.refund(money(preview.refundMinor)) : say.takeOut(draft.units));
  async function refund() {
    if (!query) return;
    const isDone = await refunds.refund({
      query,
      reason: draft.reason,
      isUnfilled: draft.kind === 'unfilled',
    });
    setAsked(false);
    if (!isDone) return;
    change({ amount: '', units: 1 });
    onDone();
  }
  const isPaid = view.status === 'PAID' || view.status === 'COMPLETED';
  return (
    <Sheet
      title={say.title(view.reference)}
      onClose={onClose}
      footer={
        isAsked && act && line ? (
          <div className="refund-sure">
            {preview.due && (
              <p className="small figures">
                {say.atDoor} <Share share={preview.due} money={money} />
              </p>
            )}
            <p className="small figures">
              <bdi>{say.payout(namedIn(language, line.producer).name)}</bdi>{' '}
              <Share share={preview.share} money={money} />
            </p>
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
        <fieldset className="options">
          <legend>{say.which}</legend>
          {lines.map((each, at) => (
            <Option
              key={`${each.itemNumber} ${each.unitPriceMinor}`}
              kind="radio"
              isOn={at === draft.at}
              words={namedIn(language, each).name}
              about={
                isPaid && !view.isUnpaidCash
                  ? say.line(each.units, money(each.unitPriceMinor), money(each.paidMinor))
                  : say.unpaidLine(each.units, money(each.unitPriceMinor))
              }
              onChange={() => change({ ...firstDraft({ ...view, lines: [each] }), at })}
            />
          ))}
        </fieldset>
        {line && kindsOf(line).length === 0 && isPaid && !view.isUnpaidCash && (
          <p className="soft">{say.nothing}</p>
        )}
        {line && kindsOf(line).length > 0 && (
          <>
            {kindsOf(line).length > 1 && (
              <Choices
                label={say.kind}
                value={draft.kind}
                options={kindsOf(line).map((value) => ({ value, words: say.kinds[value] }))}
                onChange={(kind) => change({ kind })}
              />
            )}
            <p className="soft small">{say.hints[draft.kind]}</p>
            <HowMuch draft={draft} line={line} currency={currency} onChange={change} />
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
            {query && !reason && <RefundEffect view={view} line={line} query={query} preview={preview} />}
          </>
        )}
        {refused && <Notice tone="fault">{sentence(refused)}</Notice>}
        {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      </div>
    </Sheet>
  );
}
