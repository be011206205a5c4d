import { type FormEvent, useState } from 'react';
import { voucherFormMessages } from '../../../i18n/console-vouchers.ts';
import { useMessages } from '../../../i18n/language.ts';
import type { ActOutcome } from '../../../stores/host/host-state.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useVoucherWords } from '../../../ui/voucher-words.ts';
import { Choices } from '../Choices.tsx';
import { useCurrency, useDesk, useHost, useItemName } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';
import { useFirstField } from '../use-first-field.ts';
import {
  changed,
  type DraftFault,
  firstDraft,
  MOST_ORDERS,
  termsOf,
  type VoucherDraft,
} from './voucher-draft.ts';

/** The form of a voucher; it closes when the ledger has it, and says in place why it has not. */
export function VoucherForm({ onDone, onClose }: { onDone(): void; onClose(): void }) {
  const say = useMessages(voucherFormMessages);
  const { host } = useDesk();
  const { clock } = useWorld();
  const currency = useCurrency();
  const money = useMoney(currency);
  const wordsOf = useVoucherWords(currency);
  const sentence = useHostSentence(currency);
  const producers = useProducers();
  const [draft, setDraft] = useState<VoucherDraft>(firstDraft);
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const form = useFirstField();
  const producerId = draft.producerId || (producers[0]?.value ?? '');
  const { terms, faults } = termsOf({ ...draft, producerId }, currency, clock.now());
  const change = (part: Partial<VoucherDraft>) => setDraft((now) => changed(now, part));
  const fault = (name: DraftFault, words: string) => (faults.has(name) ? { fault: words } : {});

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!terms || isBusy) return;
    setBusy(true);
    const answer = await host.act({ kind: 'make-voucher', terms });
    setBusy(false);
    if (answer.ok || answer.code === 'NO_ANSWER') return onDone();
    // The form says it in place; the desk need not say it again.
    const work = host.store.getState().works.findLast(({ reason }) => reason === answer);
    if (work) host.dismissWork(work.key);
    setOutcome(answer);
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
      <form ref={form} id="voucher-form" className="form" noValidate onSubmit={(event) => void submit(event)}>
        <button type="button" className="text-button voucher-back" onClick={onDone}>
          {say.back}
        </button>
        <Choices
          label={say.kind}
          value={draft.kind}
          options={(['amount', 'percent', 'shipping'] as const).map((kind) => ({
            value: kind,
            words: say.kinds[kind],
          }))}
          onChange={(kind) => change({ kind })}
        />
        <div className="form-pair">
          {draft.kind === 'percent' ? (
            <Field
              label={say.share}
              inputMode="decimal"
              value={draft.share}
              onChange={(event) => change({ share: event.target.value })}
              {...fault('share', say.shareWrong)}
            />
          ) : (
            <Field
              label={draft.kind === 'shipping' ? say.shippingOff : say.off}
              inputMode="decimal"
              placeholder="10"
              value={draft.off}
              {...(draft.kind === 'shipping' && { hint: say.shippingHint })}
              onChange={(event) => change({ off: event.target.value })}
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
              onChange={(event) => change({ most: event.target.value })}
              {...(draft.most !== '' && fault('most', say.amountWrong))}
            />
          )}
          <Field
            label={say.from}
            inputMode="decimal"
            placeholder="99"
            value={draft.from}
            hint={say.fromHint}
            onChange={(event) => change({ from: event.target.value })}
            {...fault('from', say.amountWrong)}
          />
        </div>
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
            {...fault('cap', say.countWrong(MOST_ORDERS))}
          />
          <Field
            label={say.perBuyer}
            inputMode="numeric"
            value={draft.perBuyer}
            onChange={(event) => change({ perBuyer: event.target.value })}
            {...fault('perBuyer', say.countWrong(99))}
          />
        </div>
        {terms && mostOf(terms.off) !== null && (
          <p className="flash-cost">
            {say.cost(say.who[terms.fundedBy], money((mostOf(terms.off) ?? 0) * terms.cap))}
          </p>
        )}
        {outcome && !outcome.ok && <Notice onDismiss={() => setOutcome(null)}>{sentence(outcome)}</Notice>}
      </form>
    </Sheet>
  );
}

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
  const names = new Map(Object.values(items).map(({ producerId, producer }) => [producerId, producer]));
  return [...names].map(([value, words]) => ({ value, words }));
}
