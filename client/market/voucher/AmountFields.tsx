import { useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { Field } from '../../ui/Field.tsx';
import { voucherFormMessages } from './console-words.ts';
import type { DraftFault, VoucherDraft } from './voucher-draft.ts';

/** What a voucher takes off, and from which goods on. */
export function AmountFields({
  draft,
  faults,
  onChange,
}: {
  draft: Pick<VoucherDraft, 'kind' | 'off' | 'share' | 'most' | 'from'>;
  faults: ReadonlySet<DraftFault>;
  onChange(part: Partial<VoucherDraft>): void;
}) {
  const say = useMessages(voucherFormMessages);
  const fault = (name: DraftFault, words: string) => (faults.has(name) ? { fault: words } : {});
  return (
    <>
      <Choices
        label={say.kind}
        value={draft.kind}
        options={(['amount', 'percent', 'shipping'] as const).map((kind) => ({
          value: kind,
          words: say.kinds[kind],
        }))}
        onChange={(kind) => onChange({ kind })}
      />
      <div className="form-pair">
        {draft.kind === 'percent' ? (
          <Field
            label={say.share}
            inputMode="decimal"
            value={draft.share}
            onChange={(event) => onChange({ share: event.target.value })}
            {...fault('share', say.shareWrong)}
          />
        ) : (
          <Field
            label={draft.kind === 'shipping' ? say.shippingOff : say.off}
            inputMode="decimal"
            placeholder="10"
            value={draft.off}
            {...(draft.kind === 'shipping' && { hint: say.shippingHint })}
            onChange={(event) => onChange({ off: event.target.value })}
            {...(draft.off !== '' && fault('off', say.amountWrong))}
            {...fault('aboveFrom', say.aboveFrom)}
          />
        )}
        {draft.kind === 'percent' && (
          <Field
            label={say.most}
            inputMode="decimal"
            placeholder="20"
            value={draft.most}
            onChange={(event) => onChange({ most: event.target.value })}
            {...(draft.most !== '' && fault('most', say.amountWrong))}
          />
        )}
        <Field
          label={say.from}
          inputMode="decimal"
          placeholder="99"
          value={draft.from}
          hint={say.fromHint}
          onChange={(event) => onChange({ from: event.target.value })}
          {...fault('from', say.amountWrong)}
        />
      </div>
    </>
  );
}
