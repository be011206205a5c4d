import { useState } from 'react';
import type { BankMove, SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { formatMoney, parseMoney } from '../../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeMessages } from '../../../i18n/settlement-forms.ts';
import type { OfficeStore } from '../../../stores/settlement-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { Option } from '../console/Option.tsx';
import { useSubmit } from '../console/use-submit.ts';
import { bankMoves, moveNames, standingsOf } from './bank-moves.ts';

/** Sums of many payments may be larger than any price. */
const LARGEST_MINOR = 99_999_999_999;

/** Money that moved between the bank and those outside (M5): chosen, typed, looked over, then booked for good. */
export function BookSheet({
  office,
  view,
  onDone,
  onClose,
}: {
  office: OfficeStore;
  view: SettlementOverview;
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(officeMessages);
  const language = useLanguage();
  const currencies = [...new Set(view.trialBalance.map((row) => row.currency))];
  const [move, setMove] = useState<BankMove>('provider_paid');
  const [currency, setCurrency] = useState(currencies[0] ?? 'CNY');
  const [party, setParty] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const [fee, setFee] = useState('');
  const [isSeen, setSeen] = useState(false);
  const sentence = useHostSentence(currency);
  const money = (minor: number) => formatMoney(minor, currency, language);

  const { hasFee, account } = bankMoves[move];
  const standings = standingsOf(move, currency, view.trialBalance, language);
  const standing = standings.find((each) => each.party === party) ?? standings[0];
  const amountMinor = parseMoney(amount, currency, LARGEST_MINOR);
  const feeMinor = hasFee && fee.trim() !== '' ? parseMoney(fee, currency, LARGEST_MINOR) : 0;
  const isAmountFine = amountMinor !== null && amountMinor > 0;
  const isFeeFine = feeMinor !== null && feeMinor <= (amountMinor ?? 0);
  const isFine = isAmountFine && isFeeFine && standing !== undefined;

  const form = useSubmit(isFine, async () => {
    if (!isAmountFine || !standing || feeMinor === null) return null;
    if (!isSeen) {
      setSeen(true);
      return null;
    }
    const refusal = await office.book({
      ...{ move, currency, amountMinor },
      ...(standing.party === '' ? {} : { party: standing.party }),
      ...(feeMinor > 0 ? { feeMinor } : {}),
    });
    setSeen(false);
    if (!refusal) onDone();
    return refusal;
  });
  /** Whatever is changed has to be looked over anew. */
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      setSeen(false);
      set(value);
    };

  return (
    <Sheet
      title={say.book}
      onClose={onClose}
      footer={
        isSeen && isAmountFine && feeMinor !== null ? (
          <Sure
            words={
              move === 'provider_refunded'
                ? say.sureAway(money(amountMinor))
                : bankMoves[move].side === 'owed_to_us'
                  ? say.sureIn(money(amountMinor - feeMinor), money(amountMinor))
                  : say.sureOut(money(amountMinor))
            }
            warning={
              standing && amountMinor > standing.amountMinor ? say.more(money(standing.amountMinor)) : null
            }
            isBusy={form.isBusy}
            onBack={() => setSeen(false)}
          />
        ) : (
          <Button look="primary" wide type="submit" form="bank-booking" disabled={!standing}>
            {say.check}
          </Button>
        )
      }
    >
      <form id="bank-booking" className="form" noValidate onSubmit={form.onSubmit}>
        <p className="soft">{say.bookWhat}</p>
        <fieldset className="options">
          <legend>{say.move}</legend>
          {moveNames.map((each) => {
            const sum = standingsOf(each, currency, view.trialBalance, language).reduce(
              (total, { amountMinor: minor }) => total + minor,
              0,
            );
            return (
              <Option
                key={each}
                kind="radio"
                isOn={each === move}
                words={say.moves[each]}
                about={say.stands(money(sum))}
                onChange={() => change(setMove)(each)}
              />
            );
          })}
        </fieldset>
        {currencies.length > 1 && (
          <SelectField
            label={say.currency}
            value={currency}
            options={currencies.map((code) => ({ value: code, words: code }))}
            onChange={change(setCurrency)}
          />
        )}
        {account.endsWith(':') &&
          (standing ? (
            <SelectField
              label={move === 'host_paid' ? say.host : say.origin}
              value={standing.party}
              options={standings.map((each) => ({
                value: each.party,
                words: `${each.name || say.noOrigin} · ${money(each.amountMinor)}`,
              }))}
              onChange={change(setParty)}
            />
          ) : (
            <Notice>{move === 'host_paid' ? say.noHost : say.noCarrier}</Notice>
          ))}
        <div className={hasFee ? 'form-pair' : undefined}>
          <Field
            label={say.amount}
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            {...(hasFee ? { hint: say.grossHint } : {})}
            onChange={(event) => change(setAmount)(event.target.value)}
            {...form.fault(!isAmountFine, say.amountWrong)}
          />
          {hasFee && (
            <Field
              label={say.fee}
              hint={say.feeHint}
              inputMode="decimal"
              autoComplete="off"
              value={fee}
              onChange={(event) => change(setFee)(event.target.value)}
              {...form.fault(!isFeeFine, say.feeWrong)}
            />
          )}
        </div>
        {form.reason && (
          <Notice tone="fault" onDismiss={form.dismiss}>
            {sentence(form.reason)}
          </Notice>
        )}
      </form>
    </Sheet>
  );
}

/** The second tap: what moved in words, and what to look at twice. */
function Sure({
  words,
  warning,
  isBusy,
  onBack,
}: {
  words: string;
  warning: string | null;
  isBusy: boolean;
  onBack(): void;
}) {
  const say = useMessages(officeMessages);
  return (
    <div className="sure">
      <p className="figures" role="status">
        <b>{words}</b> <span className="soft small">{say.final}</span>
      </p>
      {warning !== null && <Notice>{warning}</Notice>}
      <div className="two-buttons">
        <Button look="quiet" onClick={onBack}>
          {say.notYet}
        </Button>
        <Button look="primary" wide type="submit" form="bank-booking" busy={isBusy}>
          {say.bookNow}
        </Button>
      </div>
    </div>
  );
}
