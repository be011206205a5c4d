import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { ShippingTerms } from '../../../shared/market/shipping/contract.ts';
import { originIn } from '../../../shared/values/names.ts';
import { shippingMessages } from '../../i18n/console-shipping.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useConsole, useMay } from '../../screens/staff/console/host-context.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { SheetForm } from '../../ui/SheetForm.tsx';
import { OverseasForm } from './OverseasForm.tsx';
import { type DraftFault, draftOf, type ShippingDraft, tableOf } from './shipping-draft.ts';
import { createShippingStore, type ShippingStore } from './shipping-store.ts';
import './shipping.css';
import { MAX_TIERS } from '../../../shared/market/shipping/bounds.ts';

type Origin = ShippingTerms['origins'][number];

/** The form that is open: an origin's at home or abroad, or with no origin the terms of selling abroad. */
interface Opened {
  origin: string | null;
  isOverseas: boolean;
}

/** What sending costs, origin by origin (P2, P3): one is opened at a time. */
export function ShippingSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(shippingMessages);
  const { host } = useConsole();
  const shipping = useOwnStore((world) => createShippingStore(host.slug, world));
  const { terms, reason } = useStore(shipping.store);
  const sentence = useHostSentence(terms?.currency ?? 'CNY');
  const [opened, setOpened] = useState<Opened | null>(null);
  const origin = terms?.origins.find((each) => each.origin === opened?.origin);
  const isHost = useMay('host');
  const language = useLanguage();
  if (terms && opened?.origin === null) {
    return (
      <OverseasForm
        overseas={terms.overseas}
        shipping={shipping}
        onBack={() => setOpened(null)}
        onClose={onClose}
      />
    );
  }
  if (terms && origin) {
    return (
      <OriginForm
        key={`${origin.origin} ${terms.version}`}
        origin={origin}
        isOverseas={opened?.isOverseas === true}
        currency={terms.currency}
        shipping={shipping}
        onBack={() => setOpened(null)}
        onClose={onClose}
      />
    );
  }
  return (
    <Sheet title={say.title} onClose={onClose}>
      <p className="soft">{say.about}</p>
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {terms?.origins.length === 0 && <p>{say.noGoods}</p>}
      <ul className="origins">
        {(terms?.origins ?? []).map((each) => (
          <li key={each.origin}>
            <button type="button" onClick={() => setOpened({ origin: each.origin, isOverseas: false })}>
              <b>
                <bdi>{originIn(language, each) || say.nowhere}</bdi>
              </b>
              <span className="soft figures">
                <Costs origin={each} table={each.table} currency={terms?.currency ?? 'CNY'} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {isHost && terms && (
        <Button look="line" wide onClick={() => setOpened({ origin: null, isOverseas: true })}>
          {terms.overseas
            ? say.overseasOn(countryNames(terms.overseas.countries, language))
            : say.overseasOff}
        </Button>
      )}
      {terms?.overseas && (
        <ul className="origins">
          {terms.origins.map((each) => (
            <li key={each.origin}>
              <button type="button" onClick={() => setOpened({ origin: each.origin, isOverseas: true })}>
                <b>
                  <bdi>{say.abroadFrom(originIn(language, each))}</bdi>
                </b>
                <span className="soft figures">
                  {each.overseasTable ? (
                    <Costs origin={each} table={each.overseasTable} currency={terms.currency} />
                  ) : (
                    say.notSent
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

/** What sending from an origin costs, in a line. */
function Costs({
  origin: { goods, charging },
  table,
  currency,
}: {
  origin: Origin;
  table: Origin['table'];
  currency: string;
}) {
  const say = useMessages(shippingMessages);
  const money = useMoney(currency);
  const first = table?.tiers?.[0];
  const last = table?.tiers?.at(-1);
  const parts = [
    first && last
      ? say.byWeightFrom(money(first.feeMinor), money(last.feeMinor))
      : charging === 0
        ? say.costsNothing
        : say.byGoods(charging, goods),
    ...(table?.capMinor == null ? [] : [say.atMost(money(table.capMinor))]),
    ...(table?.freeFromMinor == null ? [] : [say.freeFromShort(money(table.freeFromMinor))]),
  ];
  return <>{parts.join(' · ')}</>;
}

function OriginForm({
  origin,
  isOverseas,
  currency,
  shipping,
  onBack,
  onClose,
}: {
  origin: Origin;
  isOverseas: boolean;
  currency: string;
  shipping: ShippingStore;
  onBack(): void;
  onClose(): void;
}) {
  const say = useMessages(shippingMessages);
  const language = useLanguage();
  const sentence = useHostSentence(currency);
  const { reason, isBusy } = useStore(shipping.store);
  const [draft, setDraft] = useState<ShippingDraft>(() =>
    draftOf(isOverseas ? origin.overseasTable : origin.table, currency),
  );
  const [fault, setFault] = useState<DraftFault | null>(null);
  const change = (part: Partial<ShippingDraft>) => setDraft((before) => ({ ...before, ...part }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    const meant = tableOf(draft, currency, isOverseas);
    setFault('fault' in meant ? meant.fault : null);
    if ('table' in meant && (await shipping.set(origin.origin, meant.table, isOverseas))) onBack();
  }

  return (
    <SheetForm
      title={(isOverseas ? say.abroadFrom : say.from)(originIn(language, origin))}
      action={say.save}
      isBusy={isBusy}
      onSubmit={(event) => void submit(event)}
      onClose={onClose}
    >
      <Choices
        label={say.how}
        value={draft.by}
        options={[
          { value: 'goods', words: say.byTheGoods },
          { value: 'weight', words: say.byWeight },
        ]}
        onChange={(by) => change({ by })}
      />
      {draft.by === 'goods' ? (
        <p className="soft">{say.goodsHint}</p>
      ) : (
        <Tiers draft={draft} onChange={(tiers) => change({ tiers })} />
      )}
      <Field
        label={say.cap}
        hint={say.capHint}
        inputMode="decimal"
        value={draft.cap}
        onChange={(event) => change({ cap: event.target.value })}
      />
      <Field
        label={say.freeFrom}
        hint={say.freeFromHint}
        inputMode="decimal"
        value={draft.freeFrom}
        onChange={(event) => change({ freeFrom: event.target.value })}
      />
      {fault && <Notice tone="fault">{say.faults[fault]}</Notice>}
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {isOverseas && origin.overseasTable && (
        <Button
          look="quiet"
          onClick={() => void shipping.set(origin.origin, null, true).then((isSet) => isSet && onBack())}
        >
          {say.notSentAnyMore}
        </Button>
      )}
      <button type="button" className="text-button" onClick={onBack}>
        {say.allOrigins}
      </button>
    </SheetForm>
  );
}

/** A row per tier: up to so many grams, so much. */
function Tiers({
  draft: { tiers },
  onChange,
}: {
  draft: ShippingDraft;
  onChange(tiers: ShippingDraft['tiers']): void;
}) {
  const say = useMessages(shippingMessages);
  const change = (id: number, part: { grams?: string; fee?: string }) =>
    onChange(tiers.map((tier) => (tier.id === id ? { ...tier, ...part } : tier)));
  const next = Math.max(...tiers.map(({ id }) => id)) + 1;
  return (
    <>
      {tiers.map(({ id, grams, fee }) => (
        <div key={id} className="tier">
          <Field
            label={say.upTo}
            inputMode="numeric"
            value={grams}
            onChange={(event) => change(id, { grams: event.target.value })}
          />
          <Field
            label={say.fee}
            inputMode="decimal"
            value={fee}
            onChange={(event) => change(id, { fee: event.target.value })}
          />
          {tiers.length > 1 && (
            <Button look="quiet" onClick={() => onChange(tiers.filter((tier) => tier.id !== id))}>
              {say.removeTier}
            </Button>
          )}
        </div>
      ))}
      {tiers.length < MAX_TIERS && (
        <Button look="line" onClick={() => onChange([...tiers, { id: next, grams: '', fee: '' }])}>
          {say.addTier}
        </Button>
      )}
      <p className="soft">{say.beyond}</p>
    </>
  );
}

function countryNames(countries: readonly string[], language: string): string {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return new Intl.ListFormat([language]).format(countries.map((country) => names.of(country) ?? country));
}
