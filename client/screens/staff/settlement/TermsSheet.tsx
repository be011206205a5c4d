import { useState } from 'react';
import type { SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeMessages } from '../../../i18n/settlement-forms.ts';
import type { OfficeStore } from '../../../stores/settlement-store.ts';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { Option } from '../console/Option.tsx';
import { useSubmit } from '../console/use-submit.ts';
import { wholeNumber } from '../console/whole-number.ts';

const MAX_DAYS = 90;
const MAX_CLAIM_DAYS = 30;

/** When producers are paid (M2): the form begins with what holds now. */
export function TermsSheet({
  office,
  view: { terms },
  onDone,
  onClose,
}: {
  office: OfficeStore;
  view: SettlementOverview;
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(officeMessages);
  const sentence = useHostSentence('CNY');
  const [days, setDays] = useState(String(terms.dueDays));
  const [countFrom, setCountFrom] = useState(terms.countFrom);
  const [claimDays, setClaimDays] = useState(String(terms.afterClaimDays));
  const [timeZone, setTimeZone] = useState(terms.timeZone);
  const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const dueDays = upTo(days, MAX_DAYS);
  const afterClaimDays = upTo(claimDays, MAX_CLAIM_DAYS);
  const isZoneFine = /^[A-Za-z0-9_+\-/]{1,60}$/.test(timeZone.trim());

  const form = useSubmit(dueDays !== null && afterClaimDays !== null && isZoneFine, async () => {
    if (dueDays === null || afterClaimDays === null) return null;
    const refusal = await office.setTerms({ timeZone: timeZone.trim(), dueDays, countFrom, afterClaimDays });
    if (!refusal) onDone();
    return refusal;
  });
  const isUnknownZone = form.reason?.code === 'BAD_REQUEST' && form.reason.field === 'timeZone';

  return (
    <SheetForm
      title={say.terms}
      action={say.setTerms}
      isBusy={form.isBusy}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <p className="soft">{say.termsWhat}</p>
      <div className="form-pair">
        <Field
          label={say.days}
          inputMode="numeric"
          autoComplete="off"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          {...form.fault(dueDays === null, say.daysWrong)}
        />
        <Field
          label={say.afterClaim}
          inputMode="numeric"
          autoComplete="off"
          value={claimDays}
          onChange={(event) => setClaimDays(event.target.value)}
          {...form.fault(afterClaimDays === null, say.afterClaimWrong)}
        />
      </div>
      <fieldset className="options">
        <legend>{say.from}</legend>
        <Option
          kind="radio"
          isOn={countFrom === 'delivery'}
          words={say.fromDelivery}
          onChange={() => setCountFrom('delivery')}
        />
        <Option
          kind="radio"
          isOn={countFrom === 'handover'}
          words={say.fromHandover}
          about={say.fromHandoverHint}
          onChange={() => setCountFrom('handover')}
        />
      </fieldset>
      <Field
        label={say.zone}
        hint={say.zoneHint}
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        value={timeZone}
        onChange={(event) => {
          setTimeZone(event.target.value);
          form.dismiss();
        }}
        {...(isUnknownZone ? { fault: say.zoneWrong } : form.fault(!isZoneFine, say.zoneWrong))}
      />
      {timeZone.trim() !== ownZone && (
        <button type="button" className="text-button" onClick={() => setTimeZone(ownZone)}>
          {say.takeZone(ownZone)}
        </button>
      )}
      {form.reason && !isUnknownZone && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}

function upTo(text: string, max: number): number | null {
  const number = wholeNumber(text);
  return number !== null && number <= max ? number : null;
}
