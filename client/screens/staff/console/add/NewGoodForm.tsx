import { type FormEvent, useRef, useState } from 'react';
import { leavesDoubt, type Reason } from '../../../../../shared/contract/answer.ts';
import type { Product } from '../../../../../shared/contract/catalogue.ts';
import { parseMoney } from '../../../../../shared/values/money.ts';
import { MAX_DESCRIPTION } from '../../../../../shared/values/product-details.ts';
import { formMessages } from '../../../../i18n/console-forms.ts';
import { shippingMessages } from '../../../../i18n/console-shipping.ts';
import { useMessages } from '../../../../i18n/language.ts';
import type { CatalogueStore } from '../../../../stores/catalogue-store.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Field } from '../../../../ui/Field.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { TakePicture } from '../../../../ui/TakePicture.tsx';
import { TextField } from '../../../../ui/TextField.tsx';
import { useIsMounted } from '../../../../ui/use-is-mounted.ts';
import { useConsole, useCurrency } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';
import { useFirstField } from '../use-first-field.ts';
import { wholeNumber } from '../whole-number.ts';

/** A good made on the spot and put into the lineup with all its pieces: five fields, one tap. */
export function NewGoodForm({
  catalogue,
  producer: usualProducer,
  name: wantedName,
  onAdded,
  onBack,
  onClose,
}: {
  catalogue: CatalogueStore;
  producer: string;
  name: string;
  onAdded(name: string, itemNumber: number): void;
  onBack(): void;
  onClose(): void;
}) {
  const say = useMessages(formMessages);
  const sayShipping = useMessages(shippingMessages);
  const { host } = useConsole();
  const currency = useCurrency();
  const sentence = useHostSentence(currency);
  const isMounted = useIsMounted();
  /** The good that was made already, where only its place in the lineup was refused. */
  const made = useRef<{ text: string; picture: Blob | null; product: Product } | null>(null);
  const [name, setName] = useState(wantedName);
  const [price, setPrice] = useState('');
  const [pieces, setPieces] = useState('');
  const [producer, setProducer] = useState(usualProducer);
  const [floor, setFloor] = useState('');
  const [grams, setGrams] = useState('');
  const [shipBase, setShipBase] = useState('');
  const [shipIncrement, setShipIncrement] = useState('');
  const [description, setDescription] = useState('');
  const [picture, setPicture] = useState<Blob | null>(null);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const priceMinor = parseMoney(price, currency);
  const units = wholeNumber(pieces);
  const floorMinor = floor.trim() === '' ? 0 : parseMoney(floor, currency);
  const weight = grams.trim() === '' ? 0 : wholeNumber(grams);
  const optional = (text: string) => (text.trim() === '' ? 0 : parseMoney(text, currency));
  const shipBaseMinor = optional(shipBase);
  const shipIncrementMinor = optional(shipIncrement);
  const isShippingFine = weight !== null && shipBaseMinor !== null && shipIncrementMinor !== null;
  const isPriceFine = priceMinor !== null && priceMinor > 0;
  const isFine =
    name.trim() !== '' && producer.trim() !== '' && isPriceFine && units !== null && floorMinor !== null;

  const form = useFirstField();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isFine || !isShippingFine || isBusy) return;
    setBusy(true);
    setReason(null);
    const good = {
      name: name.trim(),
      producer: producer.trim(),
      priceMinor,
      currency,
      warehouseUnits: units,
      ...(description.trim() === '' ? {} : { description: description.trim() }),
      ...(floorMinor > 0 ? { floorMinor } : {}),
      ...(weight > 0 ? { grams: weight } : {}),
      ...(shipBaseMinor > 0 ? { shipBaseMinor } : {}),
      ...(shipIncrementMinor > 0 ? { shipIncrementMinor } : {}),
    };
    const text = JSON.stringify(good);
    if (made.current?.text !== text || made.current.picture !== picture) {
      const answer = await catalogue.create(good, picture);
      if (!answer.ok) {
        setBusy(false);
        setReason(answer.refusal);
        return;
      }
      made.current = { text, picture, product: answer.value };
    }
    const { productId, name: madeName } = made.current.product;
    const terms = { productId, units, priceMinor, buyerLimit: null };
    const answer = await host.act({ kind: 'lineup:add', ...terms, context: { name: madeName } });
    if (!isMounted()) return;
    setBusy(false);
    // What may stand is asked about on the desk, under its own key.
    if (answer.ok && answer.itemNumber !== undefined) onAdded(madeName, answer.itemNumber);
    else if (!answer.ok && leavesDoubt(answer.code)) onClose();
    else if (!answer.ok) setReason(answer);
  }

  const need = (isMissing: boolean) => (isTried && isMissing ? { fault: say.need } : {});
  return (
    <Sheet
      title={say.newGoodTitle}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="new-good" busy={isBusy}>
          {isBusy ? say.making : say.make}
        </Button>
      }
    >
      <form ref={form} id="new-good" className="form" noValidate onSubmit={(event) => void submit(event)}>
        <TakePicture
          picture={picture}
          words={{ take: say.takePicture, other: say.otherPicture, bad: say.pictureBad }}
          onTake={setPicture}
        />
        <Field
          label={say.name}
          value={name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
          {...need(name.trim() === '')}
        />
        <div className="form-pair">
          <Field
            label={say.price}
            inputMode="decimal"
            value={price}
            autoComplete="off"
            onChange={(event) => setPrice(event.target.value)}
            {...(isTried && !isPriceFine ? { fault: say.priceWrong } : {})}
          />
          <Field
            label={say.pieces}
            inputMode="numeric"
            value={pieces}
            autoComplete="off"
            onChange={(event) => setPieces(event.target.value)}
            {...(isTried && units === null ? { fault: say.wholeWrong } : {})}
          />
        </div>
        <Field
          label={say.producer}
          value={producer}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setProducer(event.target.value)}
          {...need(producer.trim() === '')}
        />
        <TextField
          label={say.description}
          hint={say.descriptionHint}
          rows={4}
          value={description}
          maxLength={MAX_DESCRIPTION}
          autoComplete="off"
          onChange={(event) => setDescription(event.target.value)}
        />
        <Field
          label={say.floor}
          hint={say.floorHint}
          inputMode="decimal"
          value={floor}
          autoComplete="off"
          onChange={(event) => setFloor(event.target.value)}
          {...(floorMinor === null ? { fault: say.priceWrong } : {})}
        />
        <Field
          label={sayShipping.grams}
          inputMode="numeric"
          value={grams}
          autoComplete="off"
          onChange={(event) => setGrams(event.target.value)}
          {...(weight === null ? { fault: say.wholeWrong } : {})}
        />
        <div className="form-pair">
          <Field
            label={sayShipping.shipBase}
            hint={sayShipping.shipHint}
            inputMode="decimal"
            value={shipBase}
            autoComplete="off"
            onChange={(event) => setShipBase(event.target.value)}
            {...(shipBaseMinor === null ? { fault: say.priceWrong } : {})}
          />
          <Field
            label={sayShipping.shipIncrement}
            inputMode="decimal"
            value={shipIncrement}
            autoComplete="off"
            onChange={(event) => setShipIncrement(event.target.value)}
            {...(shipIncrementMinor === null ? { fault: say.priceWrong } : {})}
          />
        </div>
        {reason && (
          <Notice tone="fault" onDismiss={() => setReason(null)}>
            {sentence(reason)}
          </Notice>
        )}
        <button type="button" className="text-button" onClick={onBack}>
          {say.toCatalogue}
        </button>
      </form>
    </Sheet>
  );
}
