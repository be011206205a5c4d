import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { ChangedProducts, ChangesOfEach, SharedChanges } from '../../../../shared/contract/catalogue.ts';
import { currencyDecimals, parseMoney } from '../../../../shared/values/money.ts';
import { categoryIn, namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerMessages } from '../../../i18n/producer.ts';
import { productsWords } from '../../../i18n/products.ts';
import type { ManyChanges, ManyProducts } from '../../../stores/many-products.ts';
import { Button } from '../../../ui/Button.tsx';
import { FaultWords } from '../../../ui/FaultWords.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { NumberFields, priceChanges, stockChanges, type Way } from './NumberFields.tsx';
import { useProductFacets } from './ProductsFilters.tsx';
import type { Chosen } from './use-chosen.ts';

const parts = ['category', 'price', 'stock', 'origin', 'isPerishable', 'floorMinor', 'isArchived'] as const;
type Part = (typeof parts)[number];
/** Changes that are listed one by one; the others are counted. */
const MOST_LISTED = 200;

/** The same for many products: what shall be another, then what that changes, then it is done. */
export function BulkSheet({
  chosen,
  many,
  onDone,
  onClose,
}: {
  chosen: Chosen;
  many: ManyProducts;
  onDone(done: ChangedProducts, asked: ManyChanges): void;
  onClose(): void;
}) {
  const say = useMessages(productsWords);
  const sayGood = useMessages(producerMessages);
  const currency = [...chosen.values()][0]?.currency ?? 'CNY';
  const sentence = useHostSentence(currency);
  const [part, setPart] = useState<Part>('category');
  const [text, setText] = useState('');
  const [second, setSecond] = useState('');
  const [way, setWay] = useState<Way>('set');
  const [isOn, setOn] = useState(true);
  const [isWrong, setWrong] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [seen, setSeen] = useState<{ asked: ManyChanges; told: ChangedProducts } | null>(null);

  function changes(): ChangesOfEach | null {
    if (part === 'price') return priceChanges(way, text, currency);
    if (part === 'stock') return stockChanges(way, text);
    if (part === 'category') return { category: text.trim(), categoryEn: second.trim() };
    if (part === 'origin') return { origin: text.trim(), originEn: second.trim() };
    if (part !== 'floorMinor') return { [part]: isOn };
    const floorMinor = text.trim() === '' ? 0 : parseMoney(text, currency);
    return floorMinor === null ? null : { floorMinor };
  }
  async function submit(): Promise<void> {
    const wanted = changes();
    setWrong(wanted === null);
    if (wanted === null) return;
    setBusy(true);
    const asked = seen?.asked ?? { productIds: [...chosen.keys()], changes: wanted, currency };
    const answer = await (seen ? many.change(asked) : many.preview(asked));
    setBusy(false);
    setReason(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    if (seen) onDone(answer.value, asked);
    else setSeen({ asked, told: answer.value });
  }
  const count = seen?.told.changed.length ?? chosen.size;
  return (
    <SheetForm
      title={say.editChosen(chosen.size)}
      action={seen ? say.changeNow(count) : say.preview}
      isBusy={isBusy || (seen !== null && count === 0)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && count > 0) void submit();
      }}
      onClose={onClose}
    >
      {seen === null ? (
        <>
          <SelectField
            label={say.whatToChange}
            value={part}
            options={parts.map((value) => ({ value, words: say.parts[value] }))}
            onChange={(value) => {
              setPart(value as Part);
              setText('');
              setSecond('');
              setWay('set');
              setWrong(false);
            }}
          />
          {part === 'category' && (
            <CategoryFields text={text} second={second} onText={setText} onSecond={setSecond} />
          )}
          {part === 'origin' && (
            <div className="form-pair">
              <Field label={sayGood.origin} maxLength={60} value={text} onChange={typed(setText)} />
              <Field label={sayGood.originEn} maxLength={60} value={second} onChange={typed(setSecond)} />
            </div>
          )}
          {(part === 'price' || part === 'stock') && (
            <NumberFields
              {...{ part, way, text, currency, isWrong }}
              onText={setText}
              onWay={(chosen) => {
                setWay(chosen);
                setText('');
                setWrong(false);
              }}
            />
          )}
          {part === 'floorMinor' && (
            <Field
              label={say.floorIn(currency)}
              hint={sayGood.floorHint}
              inputMode="decimal"
              value={text}
              onChange={typed(setText)}
              fault={isWrong ? sayGood.priceWrong((19.9).toFixed(currencyDecimals(currency))) : undefined}
            />
          )}
          {(part === 'isPerishable' || part === 'isArchived') && (
            <SelectField
              label={say.parts[part]}
              value={isOn ? 'on' : 'off'}
              options={(['on', 'off'] as const).map((value) => ({ value, words: say.switches[part][value] }))}
              onChange={(value) => setOn(value === 'on')}
            />
          )}
        </>
      ) : (
        <>
          <Preview chosen={chosen} {...seen} />
          <Button look="line" onClick={() => setSeen(null)}>
            {say.changeOtherwise}
          </Button>
        </>
      )}
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
    </SheetForm>
  );
}

const typed = (set: (text: string) => void) => (event: { target: { value: string } }) =>
  set(event.target.value);

/** One that is there is chosen, or another one is written. */
function CategoryFields({
  text,
  second,
  onText,
  onSecond,
}: {
  text: string;
  second: string;
  onText(text: string): void;
  onSecond(text: string): void;
}) {
  const say = useMessages(productsWords);
  const sayGood = useMessages(producerMessages);
  const language = useLanguage();
  const known = (useProductFacets()?.categories ?? []).filter(({ category }) => category !== '');
  const at = known.findIndex(({ category }) => category === text);
  return (
    <>
      {known.length > 0 && (
        <SelectField
          label={say.category}
          value={String(at)}
          options={[
            { value: '-1', words: say.otherCategory },
            ...known.map((each, index) => ({ value: String(index), words: categoryIn(language, each) })),
          ]}
          onChange={(value) => {
            const chosen = known[Number(value)];
            onText(chosen?.category ?? '');
            onSecond(chosen?.categoryEn ?? '');
          }}
        />
      )}
      {at < 0 && (
        <div className="form-pair">
          <Field label={sayGood.category} maxLength={40} value={text} onChange={typed(onText)} />
          <Field label={sayGood.categoryEn} maxLength={40} value={second} onChange={typed(onSecond)} />
        </div>
      )}
    </>
  );
}

/** Each product with what it has and what it gets; then who has it already, and who refuses. */
function Preview({ chosen, asked, told }: { chosen: Chosen; asked: ManyChanges; told: ChangedProducts }) {
  const say = useMessages(productsWords);
  const language = useLanguage();
  const money = useMoney(asked.currency);
  const nameOf = (productId: string) => {
    const product = chosen.get(productId);
    return product ? namedIn(language, product).name : productId;
  };
  const words = (name: keyof SharedChanges, of: SharedChanges): string => {
    const value = of[name];
    if (name === 'isPerishable' || name === 'isArchived') return say.switches[name][value ? 'on' : 'off'];
    if (name === 'priceMinor') return money(value as number);
    if (name === 'warehouseUnits') return (value as number).toLocaleString(language);
    if (name === 'floorMinor') return value === 0 ? say.nothing : money(value as number);
    return value === '' ? say.nothing : `${value}`;
  };
  const same = asked.productIds.length - told.changed.length - told.refused.length;
  return (
    <div className="bulk-preview">
      <p role="status">{say.willChange(told.changed.length, same, told.refused.length)}</p>
      {told.refused.length > 0 && (
        <ul>
          {told.refused.slice(0, MOST_LISTED).map(({ productId, code, floorMinor, available }) => (
            <li key={productId}>
              <bdi>{nameOf(productId)}</bdi>
              <FaultWords>
                {say.refusedFor[code]}
                {floorMinor !== undefined && say.refusedAt(money(floorMinor))}
                {available !== undefined && say.refusedAt(available.toLocaleString(language))}
              </FaultWords>
            </li>
          ))}
        </ul>
      )}
      <ul>
        {told.changed.slice(0, MOST_LISTED).map(({ productId, was, now }) => (
          <li key={productId}>
            <bdi>{nameOf(productId)}</bdi>
            <span className="soft">
              {(Object.keys(was) as (keyof SharedChanges)[])
                .map(
                  (name) =>
                    `${words(name, was)} → ${words(name, now?.[name] === undefined ? asked.changes : now)}`,
                )
                .join(say.between)}
            </span>
          </li>
        ))}
      </ul>
      {told.changed.length > MOST_LISTED && (
        <p className="soft small">{say.moreChanges(told.changed.length - MOST_LISTED)}</p>
      )}
    </div>
  );
}
