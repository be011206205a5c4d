import { useId, useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { PayablesView } from '../../../../shared/contract/settlement.ts';
import { formatMoney, parseMoney } from '../../../../shared/values/money.ts';
import { producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { dueDay } from '../../../ui/money-days.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { Option } from '../console/Option.tsx';
import { useSubmit } from '../console/use-submit.ts';

const MAX_REASON = 120;

/** An amount added or deducted by hand, and why (M4): what it does to the payout stands below, and it is asked once more. */
export function AdjustSheet({
  view,
  timeZone,
  onAdjust,
  onClose,
}: {
  view: PayablesView;
  timeZone: string;
  /** @returns why it was not recorded, or null */
  onAdjust(amountMinor: number, reason: string): Promise<Reason | null>;
  onClose(): void;
}) {
  const { currency } = view;
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const sentence = useHostSentence(currency);
  const formId = useId();
  const [isDown, setDown] = useState(true);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [isSeen, setSeen] = useState(false);
  const minor = parseMoney(amount, currency);
  const why = reason.trim();
  const isAmountFine = minor !== null && minor > 0;
  const form = useSubmit(isAmountFine && why !== '', async () => {
    if (minor === null) return null;
    if (!isSeen) {
      setSeen(true);
      return null;
    }
    setSeen(false);
    return onAdjust(isDown ? -minor : minor, why);
  });
  /** Whatever is changed has to be looked over anew. */
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      setSeen(false);
      set(value);
    };
  const money = formatMoney(minor ?? 0, currency, language);
  const name = producerIn(language, view);
  return (
    <Sheet
      title={say.adjustTitle(name)}
      onClose={onClose}
      footer={
        isSeen ? (
          <div className="sure">
            <p role="status">
              <b>{(isDown ? say.adjustSureDown : say.adjustSureUp)(money, name, why)}</b>{' '}
              <span className="soft small">{say.adjustFinal}</span>
            </p>
            <div className="two-buttons">
              <Button look="quiet" onClick={() => setSeen(false)}>
                {say.payNot}
              </Button>
              <Button look="primary" wide type="submit" form={formId} busy={form.isBusy}>
                {(isDown ? say.adjustDoDown : say.adjustDoUp)(money)}
              </Button>
            </div>
          </div>
        ) : (
          <Button look="primary" wide type="submit" form={formId} busy={form.isBusy}>
            {say.adjustReview}
          </Button>
        )
      }
    >
      <form id={formId} className="form" noValidate onSubmit={form.onSubmit}>
        <p className="soft">{say.adjustWhat}</p>
        <fieldset className="options">
          <legend>{say.adjustWay}</legend>
          <Option kind="radio" isOn={isDown} words={say.adjustDown} onChange={() => change(setDown)(true)} />
          <Option kind="radio" isOn={!isDown} words={say.adjustUp} onChange={() => change(setDown)(false)} />
        </fieldset>
        <Field
          label={say.adjustAmount}
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          onChange={(event) => change(setAmount)(event.target.value)}
          {...form.fault(!isAmountFine, say.amountWrong)}
        />
        <Field
          label={say.adjustReason}
          value={reason}
          maxLength={MAX_REASON}
          autoComplete="off"
          onChange={(event) => change(setReason)(event.target.value)}
          {...form.fault(why === '', say.reasonMissing)}
        />
        {isAmountFine && <Effect view={view} minor={isDown ? -minor : minor} timeZone={timeZone} />}
        {form.reason && (
          <Notice tone="fault" onDismiss={form.dismiss}>
            {sentence(form.reason)}
          </Notice>
        )}
      </form>
    </Sheet>
  );
}

/** The payout of now before and after; what is added is due by a day of its own (M2), what is deducted at once (M3). */
function Effect({ view, minor, timeZone }: { view: PayablesView; minor: number; timeZone: string }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const { currency, payoutMinor, untilMs, adjustedUntilMs } = view;
  const money = (amount: number) => formatMoney(amount, currency, language);
  const isNow = minor < 0 || (adjustedUntilMs !== undefined && adjustedUntilMs <= untilMs);
  const then = payoutMinor + minor;
  return (
    <section aria-live="polite">
      <h3>{say.adjustEffect}</h3>
      <dl className="sums figures">
        <div>
          <dt>{say.adjustNow(dueDay(untilMs, language, timeZone))}</dt>
          <dd>{isNow ? say.from(money(payoutMinor), money(then)) : say.unchanged(money(payoutMinor))}</dd>
        </div>
        {!isNow && adjustedUntilMs !== undefined && (
          <div>
            <dt>{say.adjustLater(dueDay(adjustedUntilMs, language, timeZone))}</dt>
            <dd>+ {money(minor)}</dd>
          </div>
        )}
      </dl>
      {minor < 0 && (
        <p className="soft small">{then > 0 ? say.adjustDownWhen : say.adjustCarried(money(then))}</p>
      )}
    </section>
  );
}
