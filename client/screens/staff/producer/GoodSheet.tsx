import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { Product } from '../../../../shared/contract/catalogue.ts';
import { currencyDecimals, parseMoney } from '../../../../shared/values/money.ts';
import { MAX_DESCRIPTION, MAX_MORE_PICTURES } from '../../../../shared/values/product-details.ts';
import { MAX_RETURN_DAYS, type ReturnTerms } from '../../../../shared/values/return-terms.ts';
import { MAX_TAG, MAX_TAGS, tagsIn } from '../../../../shared/values/tags.ts';
import { shippingMessages } from '../../../i18n/console-shipping.ts';
import { useMessages } from '../../../i18n/language.ts';
import { producerMessages } from '../../../i18n/producer.ts';
import type { FormPicture } from '../../../stores/pictures.ts';
import { Button } from '../../../ui/Button.tsx';
import { currencyOptions } from '../../../ui/currencies.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { TakePicture } from '../../../ui/TakePicture.tsx';
import { TakePictures } from '../../../ui/TakePictures.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';
import { wholeNumber } from '../console/whole-number.ts';

/** All that a form says of a good; a new one is said to be somebody's. */
export interface GoodDraft {
  name: string;
  /** Absent: a new one gets one of its own, another keeps what it has. */
  sku?: string;
  producer: string;
  /** For who reads English; empty: there is the one name. */
  nameEn: string;
  producerEn: string;
  origin: string;
  originEn: string;
  /** What kind of good it is, as buyers look for it; empty: of none. */
  category: string;
  categoryEn: string;
  currency: string;
  priceMinor: number;
  units: number;
  grams: number;
  floorMinor: number;
  isPerishable: boolean;
  harvestedOn: string;
  batch: string;
  shipBaseMinor: number;
  shipIncrementMinor: number;
  description: string;
  /** For who reads English; empty: everybody reads the one description. */
  descriptionEn: string;
  tags: string[];
  /** Null: the shop's own terms. */
  returns: ReturnTerms | null;
  /** Beside the first. */
  morePictures: FormPicture[];
}

/**
 * A good: photo, name, price, pieces, weight; the rest if one likes. A new one is online in a minute; one that is there
 * opens with what is known of it.
 */
export function GoodSheet({
  good,
  currency: usual,
  usualOrigin = '',
  isOffice = false,
  onArchive,
  onSave,
  onClose,
}: {
  good: Product | null;
  /** Of the good, or of a new one unless another is chosen. */
  currency: string;
  /** Where the producer's goods come from; a new one most likely does too. */
  usualOrigin?: string;
  /** Whether it is said here whose good it is, and in which currency. */
  isOffice?: boolean;
  /** Takes it into the archive, or out of it again (L8); absent: that is not for this person. */
  onArchive?(isArchived: boolean): Promise<Reason | null>;
  onSave(good: GoodDraft, picture: Blob | null): Promise<Reason | null>;
  onClose(): void;
}) {
  const say = useMessages(producerMessages);
  const sayShipping = useMessages(shippingMessages);
  const [currency, setCurrency] = useState(usual);
  const sentence = useHostSentence(currency);
  const [draft, setDraft] = useState(() => draftOf(good, usualOrigin));
  const [picture, setPicture] = useState<Blob | null>(null);
  const [morePictures, setMorePictures] = useState<FormPicture[]>(good?.morePictures ?? []);
  const priceMinor = parseMoney(draft.price, currency);
  const units = wholeNumber(draft.pieces);
  const grams = draft.grams.trim() === '' ? 0 : wholeNumber(draft.grams);
  const amount = (text: string) => (text.trim() === '' ? 0 : parseMoney(text, currency));
  const floorMinor = amount(draft.floor);
  const shipBaseMinor = amount(draft.shipBase);
  const shipIncrementMinor = amount(draft.shipIncrement);
  const isPriceFine = priceMinor !== null && priceMinor > 0;
  const isNamed = draft.name.trim() !== '' && (!isOffice || draft.producer.trim() !== '');
  const isShippingFine = shipBaseMinor !== null && shipIncrementMinor !== null;
  const tags = tagsIn(draft.tags);
  const areTagsFine = tags.length <= MAX_TAGS && tags.every(({ length }) => length <= MAX_TAG);
  const returnDays = draft.returnDays.trim() === '' ? 0 : wholeNumber(draft.returnDays);
  const areReturnsFine = returnDays !== null && returnDays <= MAX_RETURN_DAYS;
  const isFine =
    areTagsFine &&
    areReturnsFine &&
    isNamed &&
    isPriceFine &&
    units !== null &&
    grams !== null &&
    floorMinor !== null &&
    isShippingFine;

  const form = useSubmit(isFine, async () => {
    if (!isPriceFine || units === null || grams === null || floorMinor === null || !isShippingFine)
      return null;
    const { isPerishable, harvested: harvestedOn } = draft;
    const texts = {
      ...{ name: draft.name.trim(), producer: draft.producer.trim(), origin: draft.origin.trim() },
      ...{ nameEn: draft.nameEn.trim(), producerEn: draft.producerEn.trim() },
      originEn: draft.originEn.trim(),
      ...{ category: draft.category.trim(), categoryEn: draft.categoryEn.trim() },
      ...{ currency, batch: draft.batch.trim(), harvestedOn, morePictures },
      ...{ description: draft.description.trim(), descriptionEn: draft.descriptionEn.trim(), tags },
    };
    const sku = draft.sku.trim();
    const sending = { shipBaseMinor, shipIncrementMinor, ...(sku !== '' && { sku }) };
    const { returnsPaidBy: paidBy } = draft;
    const returns = returnDays && !isPerishable ? { days: returnDays, paidBy } : null;
    return onSave(
      { ...texts, ...sending, returns, priceMinor, units, grams, floorMinor, isPerishable },
      picture,
    );
  });
  const text = (name: Exclude<keyof typeof draft, 'isPerishable' | 'returnsPaidBy'>) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  const put = good ? say.save : say.put;
  const priceWrong = say.priceWrong((19.9).toFixed(currencyDecimals(currency)));

  return (
    <SheetForm
      title={good ? say.changeGood : say.addGood}
      action={form.isBusy ? say.putting : put}
      isBusy={form.isBusy}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      {good && <p className="soft small">{good.isArchived ? say.isArchived : say.changeWhat}</p>}
      <TakePicture
        picture={picture}
        stored={good?.picture ?? ''}
        words={{ take: say.photo, other: say.otherPhoto, bad: say.photoBad }}
        onTake={setPicture}
      />
      <Field
        label={say.name}
        maxLength={80}
        {...text('name')}
        {...form.fault(draft.name.trim() === '', say.need)}
      />
      {isOffice && (
        <>
          <Field
            label={say.producer}
            maxLength={60}
            {...text('producer')}
            {...form.fault(draft.producer.trim() === '', say.need)}
          />
          <SelectField
            label={say.currency}
            value={currency}
            options={currencyOptions(usual)}
            onChange={setCurrency}
          />
        </>
      )}
      <div className="form-pair">
        <Field label={say.sku} hint={say.skuHint} maxLength={60} {...text('sku')} />
        <Field label={say.category} hint={say.categoryHint} maxLength={40} {...text('category')} />
      </div>
      <div className="form-pair">
        <Field
          label={say.priceIn(currency)}
          inputMode="decimal"
          {...text('price')}
          {...form.fault(!isPriceFine, priceWrong)}
        />
        <Field
          label={good ? say.piecesNow : say.pieces}
          inputMode="numeric"
          {...text('pieces')}
          {...form.fault(units === null, say.wholeWrong)}
        />
      </div>
      <Field
        label={say.grams}
        inputMode="numeric"
        {...text('grams')}
        {...form.fault(grams === null, say.wholeWrong)}
      />
      <label className="option">
        <input
          type="checkbox"
          checked={draft.isPerishable}
          onChange={(event) => setDraft({ ...draft, isPerishable: event.target.checked })}
        />
        <span>{say.perishable}</span>
      </label>
      {!draft.isPerishable && (
        <div className="form-pair">
          <Field
            label={say.returnDays}
            hint={say.returnDaysHint}
            inputMode="numeric"
            {...text('returnDays')}
            {...form.fault(!areReturnsFine, say.returnDaysWrong(MAX_RETURN_DAYS))}
          />
          <SelectField
            label={say.returnsPaidBy}
            value={draft.returnsPaidBy}
            options={[
              { value: 'buyer', words: say.paidByBuyer },
              { value: 'shop', words: say.paidByShop },
            ]}
            onChange={(paidBy) => setDraft({ ...draft, returnsPaidBy: paidBy === 'shop' ? 'shop' : 'buyer' })}
          />
        </div>
      )}
      <TextField
        label={say.description}
        hint={say.descriptionHint}
        rows={4}
        maxLength={MAX_DESCRIPTION}
        {...text('description')}
      />
      <details open={good !== null}>
        <summary>{say.further}</summary>
        <div className="form">
          <div className="form-pair">
            <Field label={say.nameEn} hint={say.nameEnHint} maxLength={80} {...text('nameEn')} />
            <Field label={say.producerEn} maxLength={60} {...text('producerEn')} />
          </div>
          <TextField
            label={say.descriptionEn}
            rows={3}
            maxLength={MAX_DESCRIPTION}
            {...text('descriptionEn')}
          />
          <TakePictures
            pictures={morePictures}
            most={MAX_MORE_PICTURES}
            words={{ label: say.morePhotos, add: say.addPhoto, remove: say.removePhoto, bad: say.photoBad }}
            onChange={setMorePictures}
          />
          <Field label={say.categoryEn} maxLength={40} {...text('categoryEn')} />
          <Field
            label={say.tags}
            hint={say.tagsHint}
            {...text('tags')}
            {...form.fault(!areTagsFine, say.tagsWrong(MAX_TAGS, MAX_TAG))}
          />
          <div className="form-pair">
            <Field label={say.origin} maxLength={60} {...text('origin')} />
            <Field label={say.originEn} maxLength={60} {...text('originEn')} />
          </div>
          <div className="form-pair">
            <DayField label={say.harvested} {...text('harvested')} />
            <Field label={say.batch} maxLength={40} {...text('batch')} />
          </div>
          <Field
            label={say.floor}
            hint={say.floorHint}
            inputMode="decimal"
            {...text('floor')}
            {...form.fault(floorMinor === null, priceWrong)}
          />
          <div className="form-pair">
            <Field
              label={sayShipping.shipBase}
              inputMode="decimal"
              {...text('shipBase')}
              {...form.fault(shipBaseMinor === null, priceWrong)}
            />
            <Field
              label={sayShipping.shipIncrement}
              inputMode="decimal"
              {...text('shipIncrement')}
              {...form.fault(shipIncrementMinor === null, priceWrong)}
            />
          </div>
          <p className="soft small">{sayShipping.shipHint}</p>
        </div>
      </details>
      {good && onArchive && (
        <Archive
          isArchived={good.isArchived ?? false}
          sentence={sentence}
          onArchive={onArchive}
          isBusy={form.isBusy}
        />
      )}
      {form.reason && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}

/** Out of the way without a trace lost: what has it keeps it, and it may come back. */
function Archive({
  isArchived,
  isBusy,
  sentence,
  onArchive,
}: {
  isArchived: boolean;
  isBusy: boolean;
  sentence(reason: Reason): string;
  onArchive(isArchived: boolean): Promise<Reason | null>;
}) {
  const say = useMessages(producerMessages);
  const [isSending, setSending] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  async function send() {
    setSending(true);
    setReason(await onArchive(!isArchived));
    setSending(false);
  }
  return (
    <div className="good-archive">
      <p className="soft small">{isArchived ? say.unarchiveWhat : say.archiveWhat}</p>
      <Button look="line" busy={isSending || isBusy} onClick={() => void send()}>
        {isArchived ? say.unarchive : say.archive}
      </Button>
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
    </div>
  );
}

/** What the form begins with. */
function draftOf(good: Product | null, usualOrigin: string) {
  if (!good) {
    return {
      ...{
        name: '',
        sku: '',
        producer: '',
        nameEn: '',
        producerEn: '',
        originEn: '',
        category: '',
        categoryEn: '',
        price: '',
        pieces: '',
        grams: '',
        harvested: '',
        batch: '',
        floor: '',
        description: '',
        descriptionEn: '',
        tags: '',
        returnDays: '',
      },
      returnsPaidBy: 'buyer' as ReturnTerms['paidBy'],
      ...{ origin: usualOrigin, isPerishable: true, shipBase: '', shipIncrement: '' },
    };
  }
  const { name, producer, nameEn = '', producerEn = '', origin, originEn = '', batch } = good;
  const { isPerishable, harvestedOn: harvested, category, categoryEn = '' } = good;
  const decimals = currencyDecimals(good.currency);
  const money = (minor: number) => (minor / 10 ** decimals).toFixed(decimals);
  const moneyOrNone = (minor: number) => (minor === 0 ? '' : money(minor));
  return {
    // One that was made without has its id for it, which is nobody's to read.
    sku: good.sku === good.productId ? '' : good.sku,
    ...{ name, producer, nameEn, producerEn, origin, originEn, batch, isPerishable, harvested },
    ...{ category, categoryEn },
    ...{ description: good.description ?? '', descriptionEn: good.descriptionEn ?? '' },
    tags: (good.tags ?? []).join(', '),
    ...{
      returnDays: good.returns ? String(good.returns.days) : '',
      returnsPaidBy: good.returns?.paidBy ?? 'buyer',
    },
    price: money(good.priceMinor),
    floor: moneyOrNone(good.floorMinor),
    shipBase: moneyOrNone(good.shipBaseMinor),
    shipIncrement: moneyOrNone(good.shipIncrementMinor),
    pieces: String(good.warehouseUnits),
    grams: good.grams === 0 ? '' : String(good.grams),
  };
}
