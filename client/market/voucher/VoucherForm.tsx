import { type FormEvent, useState } from 'react';
import { MAX_VOUCHER_NAME, MAX_VOUCHER_ORDERS } from '../../../shared/market/voucher/bounds.ts';
import { MAX_UNITS } from '../../../shared/values/unit-bounds.ts';
import { madeUpCode } from '../../../shared/values/voucher-code.ts';
import { useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import {
  useCurrency,
  useHost,
  useItemName,
  useProducerName,
} from '../../screens/staff/console/host-context.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useFirstField } from '../../screens/staff/console/use-first-field.ts';
import { useSend } from '../../screens/staff/console/use-send.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useVoucherWords } from '../../ui/voucher-words.ts';
import { AmountFields } from './AmountFields.tsx';
import { Consent } from './Consent.tsx';
import { voucherFormMessages } from './console-words.ts';
import { changed, type DraftFault, firstDraft, termsOf, type VoucherDraft } from './voucher-draft.ts';

/** The form of a voucher; it closes when the ledger has it, and says in place why it has not. */
export function VoucherForm({ onDone, onClose }: { onDone(): void; onClose(): void }) {
  const say = useMessages(voucherFormMessages);
  const { clock } = useWorld();
  const currency = useCurrency();
  const money = useMoney(currency);
  const wordsOf = useVoucherWords(currency);
  const sentence = useHostSentence(currency);
  const producers = useProducers();
  const [draft, setDraft] = useState<VoucherDraft>(firstDraft);
  const [hasConsent, setConsent] = useState(false);
  const { isBusy, refusal, consentTo, forget, send } = useSend(onDone);
  const form = useFirstField();
  const producerId = draft.producerId || (producers[0]?.value ?? '');
  const { terms, faults } = termsOf({ ...draft, producerId }, currency, clock.now());
  const change = (part: Partial<VoucherDraft>) => setDraft((now) => changed(now, part));
  const fault = (name: DraftFault, words: string) => (faults.has(name) ? { fault: words } : {});

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!terms) return;
    const consent = hasConsent ? { floorConsent: true } : {};
    void send({ kind: 'voucher:create', ...terms, ...consent });
  }

  return (
    <Sheet
      title={say.newTitle}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="voucher-form" busy={isBusy} disabled={!terms}>
          {terms ? say.create(wordsOf(terms)) : say.make}
        </Button>
      }
    >
      <form ref={form} id="voucher-form" className="form" noValidate onSubmit={submit}>
        <button type="button" className="text-button voucher-back" onClick={onDone}>
          {say.back}
        </button>
        <AmountFields draft={draft} faults={faults} onChange={change} />
        {draft.kind !== 'shipping' && (
          <Choices
            label={say.scope}
            value={draft.scope}
            options={(['shop', 'producer', 'items'] as const).map((scope) => ({
              value: scope,
              words: say.scopes[scope],
            }))}
            onChange={(scope) => change({ scope })}
          />
        )}
        {draft.scope === 'producer' && (
          <SelectField
            label={say.producer}
            value={producerId}
            options={producers}
            onChange={(chosen) => change({ producerId: chosen })}
          />
        )}
        {draft.scope === 'items' && (
          <PickItems
            chosen={draft.itemNumbers}
            isWrong={faults.has('items')}
            onChange={(itemNumbers) => change({ itemNumbers })}
          />
        )}
        <Choices
          label={say.funder}
          value={draft.fundedBy}
          options={(['producer', 'host', 'shop'] as const)
            .filter((who) => who !== 'producer' || draft.scope !== 'shop')
            .map((who) => ({ value: who, words: say.funders[who] }))}
          onChange={(fundedBy) => change({ fundedBy })}
        />
        {consentTo && <Consent {...consentTo} isGiven={hasConsent} onChange={setConsent} />}
        <Choices
          label={say.hours}
          value={draft.hours}
          options={[1, 3, 24, 168].map((hours) => ({ value: hours, words: say.lasts(hours) }))}
          onChange={(hours) => change({ hours })}
        />
        <div className="form-pair">
          <Field
            label={say.cap}
            inputMode="numeric"
            value={draft.cap}
            onChange={(event) => change({ cap: event.target.value })}
            {...fault('cap', say.countWrong(MAX_VOUCHER_ORDERS))}
          />
          <Field
            label={say.perBuyer}
            inputMode="numeric"
            value={draft.perBuyer}
            onChange={(event) => change({ perBuyer: event.target.value })}
            {...fault('perBuyer', say.countWrong(MAX_UNITS))}
          />
        </div>
        <div className="form-pair">
          <Field
            label={say.name}
            hint={say.nameHint}
            maxLength={MAX_VOUCHER_NAME}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Field
            label={say.code}
            hint={say.codeHint}
            autoComplete="off"
            spellCheck={false}
            maxLength={32}
            value={draft.code}
            onChange={(event) => change({ code: event.target.value })}
            {...fault('code', say.codeWrong)}
          />
        </div>
        <Button look="line" onClick={() => change({ code: madeUpCode(randomBytes) })}>
          {say.makeCode}
        </Button>
        {terms && mostOf(terms.off) !== null && (
          <p className="flash-cost">
            {say.cost(say.who[terms.fundedBy], money((mostOf(terms.off) ?? 0) * terms.cap))}
          </p>
        )}
        {refusal && !consentTo && (
          <Notice tone="fault" onDismiss={forget}>
            {sentence(refusal)}
          </Notice>
        )}
      </form>
    </Sheet>
  );
}

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** The most that one claim can cost; null where nobody knows. */
function mostOf(off: NonNullable<ReturnType<typeof termsOf>['terms']>['off']): number | null {
  return off.kind === 'percent' ? off.maxMinor : off.offMinor;
}

function PickItems({
  chosen,
  isWrong,
  onChange,
}: {
  chosen: readonly number[];
  isWrong: boolean;
  onChange(itemNumbers: readonly number[]): void;
}) {
  const say = useMessages(voucherFormMessages);
  const order = useHost(({ floor }) => floor.order);
  const nameOf = useItemName();
  return (
    <fieldset className="options voucher-items">
      <legend>{say.pickItems}</legend>
      {order.map((itemNumber) => (
        <label key={itemNumber} className="option">
          <input
            type="checkbox"
            checked={chosen.includes(itemNumber)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...chosen, itemNumber]
                  : chosen.filter((other) => other !== itemNumber),
              )
            }
          />
          <span>{nameOf(itemNumber)}</span>
        </label>
      ))}
      {isWrong && <span className="hint">{say.noItems}</span>}
    </fieldset>
  );
}

/** The producers of the lineup, by name. */
function useProducers(): { value: string; words: string }[] {
  const items = useHost(({ floor }) => floor.items);
  const nameOf = useProducerName();
  const names = new Map(Object.values(items).map(({ producerId, producer }) => [producerId, producer]));
  return [...names].map(([value, producer]) => ({ value, words: nameOf(producer) }));
}
