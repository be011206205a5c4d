import { type FormEvent, useState } from 'react';
import type { ConsoleItem } from '../../../shared/contract/console.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { parseMoney } from '../../../shared/values/money.ts';
import { HOUR } from '../../../shared/values/time.ts';
import { useMessages } from '../../i18n/language.ts';
import { voucherMessages } from '../../i18n/vouchers.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useConsole, useCurrency, useItem, useItemName } from '../../screens/staff/console/host-context.ts';
import { useFirstField } from '../../screens/staff/console/use-first-field.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Consent } from './Consent.tsx';
import { voucherFormMessages } from './console-words.ts';

/** "3 for ¥50": so many pieces of one item for one price (V1), or singly again. */
export function BundleSheet({ itemNumber, onClose }: { itemNumber: number; onClose(): void }) {
  const item = useItem(itemNumber);
  return item ? <BundleForm item={item} onClose={onClose} /> : null;
}

function BundleForm({ item, onClose }: { item: ConsoleItem; onClose(): void }) {
  const say = useMessages(voucherFormMessages);
  const terms = useMessages(voucherMessages);
  const { host } = useConsole();
  const { clock } = useWorld();
  const currency = useCurrency();
  const money = useMoney(currency);
  const nameOf = useItemName();
  const { itemNumber, listPriceMinor, promotion } = item;
  const [units, setUnits] = useState(promotion?.units ?? 3);
  const [text, setText] = useState(promotion ? amountText(promotion.totalMinor, currency) : '');
  const [fundedBy, setFundedBy] = useState<Funder>(promotion?.fundedBy ?? 'producer');
  const [hours, setHours] = useState(3);
  const [hasConsent, setConsent] = useState(false);
  const form = useFirstField();
  const totalMinor = parseMoney(text, currency);
  const singlyMinor = units * listPriceMinor;
  const isPossible = totalMinor !== null && totalMinor >= units && totalMinor < singlyMinor;
  const { floorMinor } = item;
  // Who may not know the floor can say beforehand that the producer agreed; whether it was needed the ledger knows.
  const mayBeBelow =
    isPossible && fundedBy === 'producer' && (floorMinor === null || totalMinor < units * floorMinor);
  const isFine = isPossible && (!mayBeBelow || floorMinor === null || hasConsent);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isFine) return;
    const endsAtMs = Math.floor(clock.now()) + hours * HOUR;
    const bundle = { units, totalMinor, fundedBy, startsAtMs: null, endsAtMs };
    const consent = mayBeBelow && hasConsent ? { floorConsent: true } : {};
    void host.act({ kind: 'promotion:set', itemNumber, promotion: bundle, ...consent });
    onClose();
  }

  return (
    <Sheet
      title={say.bundleOn(nameOf(itemNumber))}
      onClose={onClose}
      footer={
        <>
          <Button look="primary" wide type="submit" form="bundle-form" disabled={!isFine}>
            {say.setBundle(terms.bundle(units, isPossible ? money(totalMinor) : '–'))}
          </Button>
          {promotion && (
            <Button
              look="line"
              wide
              onClick={() => {
                void host.act({ kind: 'promotion:set', itemNumber, promotion: null });
                onClose();
              }}
            >
              {say.endBundle}
            </Button>
          )}
        </>
      }
    >
      <form ref={form} id="bundle-form" className="form" noValidate onSubmit={submit}>
        <Choices
          label={say.bundleUnits}
          value={units}
          options={[2, 3, 4, 5, 6].map((count) => ({ value: count, words: String(count) }))}
          onChange={(count) => setUnits(count)}
        />
        <Field
          label={say.bundleTotal}
          inputMode="decimal"
          value={text}
          hint={say.singly(money(singlyMinor))}
          onChange={(event) => setText(event.target.value)}
          {...(text !== '' && !isPossible && { fault: say.bundleWrong(money(singlyMinor)) })}
        />
        <Choices
          label={say.funder}
          value={fundedBy}
          options={(['producer', 'host', 'shop'] as const).map((who) => ({
            value: who,
            words: say.funders[who],
          }))}
          onChange={(who) => setFundedBy(who)}
        />
        {mayBeBelow && <Consent floorMinor={floorMinor} isGiven={hasConsent} onChange={setConsent} />}
        <Choices
          label={say.hours}
          value={hours}
          options={[1, 3, 24].map((count) => ({ value: count, words: say.lasts(count) }))}
          onChange={(count) => setHours(count)}
        />
      </form>
    </Sheet>
  );
}
