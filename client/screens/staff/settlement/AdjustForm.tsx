import { type FormEvent, useState } from 'react';
import { parseMoney } from '../../../../shared/values/money.ts';
import { useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';

/** An amount up or down, and why: the producer reads the reason on the statement. */
export function AdjustForm({
  currency,
  onAdjust,
}: {
  currency: string;
  onAdjust(amountMinor: number, reason: string): Promise<void>;
}) {
  const say = useMessages(settlementMessages);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const amountMinor = signedMoney(amount, currency);
  const isReasonFine = reason.trim() !== '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (amountMinor === null || !isReasonFine || isBusy) return;
    setBusy(true);
    void onAdjust(amountMinor, reason.trim()).finally(() => setBusy(false));
  }
  return (
    <form className="form" noValidate onSubmit={submit}>
      <Field
        label={say.adjustAmount}
        value={amount}
        autoComplete="off"
        onChange={(event) => setAmount(event.target.value)}
        {...(isTried && amountMinor === null ? { fault: say.amountWrong } : {})}
      />
      <Field
        label={say.adjustReason}
        value={reason}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
        {...(isTried && !isReasonFine ? { fault: say.reasonMissing } : {})}
      />
      <Button look="line" type="submit" busy={isBusy}>
        {say.adjustDo}
      </Button>
    </form>
  );
}

/** Reads `-12.50`, with any of the minus signs that a keyboard writes; nothing and 0 are no adjustment. */
function signedMoney(text: string, currency: string): number | null {
  const match = /^\s*([-−－]?)(.*)$/.exec(text);
  const minor = parseMoney(match?.[2] ?? '', currency);
  if (minor === null || minor === 0) return null;
  return match?.[1] ? -minor : minor;
}
