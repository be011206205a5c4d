import { useState } from 'react';
import { type LimitReason, limitReasons } from '../../../../shared/values/limit-reasons.ts';
import { DAY } from '../../../../shared/values/time.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import type { createBuyerLimits } from '../../../stores/buyer-limits.ts';
import { wholeDayOf } from '../../../ui/DayField.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';
import { endOf } from './buyers-address.ts';

/** For how many days; the first is what is chosen until somebody chooses. */
const DAYS = [7, 30, 90, 365] as const;

/** For how long a buyer may not order, and why: both out of a list, so that nothing in the log names a person. */
export function LimitSheet({
  buyerId,
  limits,
  onClose,
  onDone,
}: {
  buyerId: string;
  limits: ReturnType<typeof createBuyerLimits>;
  onClose(): void;
  onDone(): void;
}) {
  const say = useMessages(officeBuyersWords);
  const sentence = useHostSentence('CNY');
  const [days, setDays] = useState<number>(DAYS[0]);
  const [reason, setReason] = useState<LimitReason>(limitReasons[0]);
  const language = useLanguage();
  const until = useServerTime((nowMs) => wholeDayOf(nowMs + days * DAY, language));
  const form = useSubmit(true, async () => {
    const why = await limits.limit(buyerId, days, reason);
    if (why === null) onDone();
    return why;
  });
  return (
    <SheetForm
      isQuestion
      title={say.limitTitle(endOf(buyerId))}
      action={say.limitNow(days)}
      isBusy={form.isBusy}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <SelectField
        label={say.limitFor}
        value={`${days}`}
        hint={say.limitUntil(until)}
        options={DAYS.map((each) => ({ value: `${each}`, words: say.days(each) }))}
        onChange={(chosen) => setDays(Number(chosen))}
      />
      <SelectField
        label={say.limitWhy}
        value={reason}
        options={limitReasons.map((value) => ({ value, words: say.limitReasons[value] }))}
        onChange={(chosen) => setReason(limitReasons.find((each) => each === chosen) ?? reason)}
      />
      <p className="soft">{say.limitWhat}</p>
      {form.reason && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
