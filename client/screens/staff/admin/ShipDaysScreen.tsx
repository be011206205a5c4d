import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { OriginDays } from '../../../../shared/contract/ship-days.ts';
import { MAX_PACK_DAYS, MAX_TRAVEL_DAYS } from '../../../../shared/market/shipping/bounds.ts';
import { originIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { shipDaysWords } from '../../../i18n/ship-days.ts';
import { createOriginDaysStore } from '../../../stores/origin-days-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { ChangedBy } from '../../../ui/ChangedBy.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { useSubmit } from '../console/use-submit.ts';
import { wholeNumber } from '../console/whole-number.ts';
import { OfficePage } from './OfficePage.tsx';
import '../console/console.css';
import './admin.css';

/** Where an operator says how long each origin takes (P4). */
export function ShipDaysScreen() {
  return (
    <StaffOnly>
      <Origins />
    </StaffOnly>
  );
}

function Origins() {
  const say = useMessages(shipDaysWords);
  const store = useOwnStore(createOriginDaysStore);
  const { value, reason } = useStore(store.store);
  // Kept here: the form of an origin begins anew with each version, also with somebody else's.
  const [answered, setAnswered] = useState<{ origin: string; refusal: Reason | null } | null>(null);
  const save = async (known: OriginDays, days: OriginDays['days']) => {
    setAnswered(null);
    const refusal = await store.set(known, days);
    setAnswered({ origin: known.origin, refusal });
    return refusal;
  };
  return (
    <OfficePage words={say} isThere={value !== null} reason={reason}>
      {value?.length === 0 && (
        <Empty says={say.none}>
          <a className="button line" href="/admin/goods">
            {say.toGoods}
          </a>
        </Empty>
      )}
      <ul className="office-list">
        {value?.map((known) => (
          <OriginForm
            key={`${known.origin} ${known.version}`}
            known={known}
            answer={answered?.origin === known.origin ? answered : null}
            onSave={save}
            onDismiss={() => setAnswered(null)}
          />
        ))}
      </ul>
    </OfficePage>
  );
}

/** One origin: two numbers, both or none. */
function OriginForm({
  known,
  answer,
  onSave,
  onDismiss,
}: {
  known: OriginDays;
  /** What became of it when it was saved last; null: it was not. */
  answer: { refusal: Reason | null } | null;
  onSave: ReturnType<typeof createOriginDaysStore>['set'];
  onDismiss(): void;
}) {
  const say = useMessages(shipDaysWords);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const { days, products } = known;
  const [pack, setPack] = useState(days ? String(days.packDays) : '');
  const [travel, setTravel] = useState(days ? String(days.travelDays) : '');
  const isNone = pack.trim() === '' && travel.trim() === '';
  const packDays = within(pack, MAX_PACK_DAYS);
  const travelDays = within(travel, MAX_TRAVEL_DAYS);
  const isChanged =
    pack.trim() !== String(days?.packDays ?? '') || travel.trim() !== String(days?.travelDays ?? '');
  const form = useSubmit(isNone || (packDays !== null && travelDays !== null), () =>
    onSave(known, packDays !== null && travelDays !== null ? { packDays, travelDays } : null),
  );
  return (
    <li className="office-card">
      <form className="stack" noValidate onSubmit={form.onSubmit}>
        <h2>
          <bdi>{originIn(language, known)}</bdi>
        </h2>
        <p className="soft">
          {say.products(products)}
          {!days && ` · ${say.unset}`}
        </p>
        <ChangedBy changed={known.changed} />
        <div className="form-pair">
          <Field
            label={say.pack}
            inputMode="numeric"
            autoComplete="off"
            maxLength={2}
            value={pack}
            onChange={(event) => setPack(event.target.value)}
            {...form.fault(!isNone && packDays === null, say.packWrong(MAX_PACK_DAYS))}
          />
          <Field
            label={say.travel}
            inputMode="numeric"
            autoComplete="off"
            maxLength={2}
            value={travel}
            onChange={(event) => setTravel(event.target.value)}
            {...form.fault(!isNone && travelDays === null, say.travelWrong(MAX_TRAVEL_DAYS))}
          />
        </div>
        {answer?.refusal && (
          <Notice tone="fault" onDismiss={onDismiss}>
            {answer.refusal.code === 'STALE_VERSION' ? say.changed : sentence(answer.refusal)}
          </Notice>
        )}
        {answer?.refusal === null && !isChanged && <Notice tone="done">{say.saved}</Notice>}
        <Button look="line" type="submit" busy={form.isBusy} disabled={!isChanged}>
          {say.save}
        </Button>
      </form>
    </li>
  );
}

function within(text: string, max: number): number | null {
  const number = wholeNumber(text);
  return number !== null && number >= 1 && number <= max ? number : null;
}
