import { type FormEvent, useState } from 'react';
import type { Reason } from '../../../shared/contract/answer.ts';
import { parseMoney } from '../../../shared/values/money.ts';
import { useMessages } from '../../i18n/language.ts';
import { producerMessages } from '../../i18n/producer.ts';
import type { ProducerStore } from '../../stores/producer-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { TakePicture } from '../../ui/TakePicture.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { wholeNumber } from '../console/whole-number.ts';

/** A product online in a minute: photo, name, price, pieces, weight; the rest if one likes. */
export function NewGoodSheet({
  producer,
  currency,
  onAdded,
  onClose,
}: {
  producer: ProducerStore;
  currency: string;
  onAdded(name: string): void;
  onClose(): void;
}) {
  const say = useMessages(producerMessages);
  const sentence = useHostSentence(currency);
  const [draft, setDraft] = useState({
    ...{ name: '', price: '', pieces: '', grams: '', harvested: '', batch: '', floor: '' },
    isPerishable: true,
  });
  const [picture, setPicture] = useState<Blob | null>(null);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const priceMinor = parseMoney(draft.price, currency);
  const units = wholeNumber(draft.pieces);
  const grams = draft.grams.trim() === '' ? 0 : wholeNumber(draft.grams);
  const floorMinor = draft.floor.trim() === '' ? 0 : parseMoney(draft.floor, currency);
  const isPriceFine = priceMinor !== null && priceMinor > 0;
  const isFine =
    draft.name.trim() !== '' && isPriceFine && units !== null && grams !== null && floorMinor !== null;

  const text = (name: Exclude<keyof typeof draft, 'isPerishable'>) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  const fault = (isWrong: boolean, what: string) => (isTried && isWrong ? { fault: what } : {});

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isFine || isBusy) return;
    setBusy(true);
    setReason(null);
    const name = draft.name.trim();
    const answer = await producer.addGood(
      {
        ...{ name, priceMinor, currency, warehouseUnits: units, isPerishable: draft.isPerishable },
        ...(grams > 0 ? { grams } : {}),
        ...(floorMinor > 0 ? { floorMinor } : {}),
        ...(draft.harvested === '' ? {} : { harvestedOn: draft.harvested }),
        ...(draft.batch.trim() === '' ? {} : { batch: draft.batch.trim() }),
      },
      picture,
    );
    setBusy(false);
    if (answer.ok) onAdded(name);
    else setReason(answer.refusal);
  }

  return (
    <Sheet
      title={say.addGood}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="own-good" busy={isBusy}>
          {isBusy ? say.putting : say.put}
        </Button>
      }
    >
      <form id="own-good" className="form" noValidate onSubmit={(event) => void submit(event)}>
        <TakePicture
          picture={picture}
          words={{ take: say.photo, other: say.otherPhoto, bad: say.photoBad }}
          onTake={setPicture}
        />
        <Field
          label={say.name}
          maxLength={80}
          {...text('name')}
          {...fault(draft.name.trim() === '', say.need)}
        />
        <div className="form-pair">
          <Field
            label={say.price}
            inputMode="decimal"
            {...text('price')}
            {...fault(!isPriceFine, say.priceWrong)}
          />
          <Field
            label={say.pieces}
            inputMode="numeric"
            {...text('pieces')}
            {...fault(units === null, say.wholeWrong)}
          />
        </div>
        <Field
          label={say.grams}
          inputMode="numeric"
          {...text('grams')}
          {...fault(grams === null, say.wholeWrong)}
        />
        <label className="option">
          <input
            type="checkbox"
            checked={draft.isPerishable}
            onChange={(event) => setDraft({ ...draft, isPerishable: event.target.checked })}
          />
          <span>{say.perishable}</span>
        </label>
        <details>
          <summary>{say.further}</summary>
          <div className="form">
            <div className="form-pair">
              <Field label={say.harvested} type="date" {...text('harvested')} />
              <Field label={say.batch} maxLength={40} {...text('batch')} />
            </div>
            <Field
              label={say.floor}
              hint={say.floorHint}
              inputMode="decimal"
              {...text('floor')}
              {...fault(floorMinor === null, say.priceWrong)}
            />
          </div>
        </details>
        {reason && <Notice onDismiss={() => setReason(null)}>{sentence(reason)}</Notice>}
      </form>
    </Sheet>
  );
}
