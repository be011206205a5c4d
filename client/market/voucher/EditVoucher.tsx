import { type FormEvent, useState } from 'react';
import { MAX_VOUCHER_NAME, MAX_VOUCHER_ORDERS } from '../../../shared/market/voucher/bounds.ts';
import type { ConsoleVoucher } from '../../../shared/market/voucher/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useCurrency } from '../../screens/staff/console/host-context.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useFirstField } from '../../screens/staff/console/use-first-field.ts';
import { useSend } from '../../screens/staff/console/use-send.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { dayAndTime } from '../../ui/time-words.ts';
import { useVoucherWords } from '../../ui/voucher-words.ts';
import { AmountFields } from './AmountFields.tsx';
import { Consent } from './Consent.tsx';
import { voucherFormMessages } from './console-words.ts';
import { changesOf, draftOf, type VoucherDraft } from './voucher-draft.ts';

/** What of a voucher can still be changed, and a sentence on what can't. */
export function EditVoucher({
  voucher,
  onDone,
  onClose,
}: {
  voucher: ConsoleVoucher;
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(voucherFormMessages);
  const language = useLanguage();
  const currency = useCurrency();
  const { clock } = useWorld();
  const sentence = useHostSentence(currency);
  const what = useVoucherWords(currency)(voucher);
  const [draft, setDraft] = useState<VoucherDraft>(() => draftOf(voucher, currency));
  const [hasConsent, setConsent] = useState(false);
  // Claims may come while the form is open: the ledger judges, the form shows what it opened with.
  const [{ claimed, endsAtMs, version, voucherId }] = useState(voucher);
  const { isBusy, refusal, consentTo, forget, send } = useSend(onDone);
  const form = useFirstField();
  const { changes, faults } = changesOf(voucher, draft, currency, clock.now());
  const change = (part: Partial<VoucherDraft>) => setDraft((now) => ({ ...now, ...part }));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!changes) return;
    const consent = hasConsent ? { floorConsent: true } : {};
    void send({ kind: 'voucher:edit', voucherId, version, ...changes, ...consent });
  }

  return (
    <Sheet
      title={say.editTitle(what)}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="edit-voucher" busy={isBusy} disabled={!changes}>
          {say.save}
        </Button>
      }
    >
      <form ref={form} id="edit-voucher" className="form" noValidate onSubmit={submit}>
        <button type="button" className="text-button voucher-back" onClick={onDone}>
          {say.back}
        </button>
        <Field
          label={say.name}
          hint={say.nameHint}
          maxLength={MAX_VOUCHER_NAME}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        {claimed === 0 ? (
          <AmountFields draft={draft} faults={faults} onChange={change} />
        ) : (
          <p className="soft">{say.promised(claimed.toLocaleString(language))}</p>
        )}
        {consentTo && <Consent {...consentTo} isGiven={hasConsent} onChange={setConsent} />}
        <Choices
          label={say.ends}
          value={draft.hours}
          options={[
            { value: 0, words: dayAndTime(endsAtMs, language) },
            ...[1, 3, 24, 168].map((hours) => ({ value: hours, words: say.inHours(hours) })),
          ]}
          onChange={(hours) => change({ hours })}
        />
        <Field
          label={say.cap}
          inputMode="numeric"
          value={draft.cap}
          hint={claimed > 0 ? say.notFewer(claimed.toLocaleString(language)) : undefined}
          onChange={(event) => change({ cap: event.target.value })}
          {...(faults.has('cap') && { fault: say.countBetween(Math.max(1, claimed), MAX_VOUCHER_ORDERS) })}
        />
        {refusal && !consentTo && (
          <Notice tone="fault" onDismiss={forget}>
            {sentence(refusal)}
          </Notice>
        )}
      </form>
    </Sheet>
  );
}
