import type { ChangesOfEach } from '../../../../shared/contract/catalogue.ts';
import { currencyDecimals, parseMoney } from '../../../../shared/values/money.ts';
import { useMessages } from '../../../i18n/language.ts';
import { producerMessages } from '../../../i18n/producer.ts';
import { productsWords } from '../../../i18n/products.ts';
import { Field } from '../../../ui/Field.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';

/** How a price or a count becomes another one. */
const ways = ['set', 'up', 'down'] as const;
export type Way = (typeof ways)[number];
/** A price that is set, or so many percent more or less. @returns null: what was typed is neither */
export function priceChanges(way: Way, text: string, currency: string): ChangesOfEach | null {
  if (way === 'set') {
    const priceMinor = parseMoney(text, currency);
    return priceMinor === null || priceMinor < 1 ? null : { priceMinor };
  }
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(text.trim())) return null;
  const bps = Math.round(Number(text.trim().replace(',', '.')) * 100);
  if (bps > (way === 'up' ? MOST_UP_BPS : MOST_DOWN_BPS)) return null;
  return { priceBps: way === 'up' ? bps : -bps };
}

const MOST_UP_BPS = 90_000;
const MOST_DOWN_BPS = 9_999;

/** A count that is set, or so many units more or fewer. @returns null: what was typed is none */
export function stockChanges(way: Way, text: string): ChangesOfEach | null {
  if (!/^\d{1,7}$/.test(text.trim())) return null;
  const units = Number(text.trim());
  if (units > MOST_UNITS) return null;
  if (way === 'set') return { warehouseUnits: units };
  return { unitsDelta: way === 'up' ? units : -units };
}

const MOST_UNITS = 1_000_000;

/** How a price or a count becomes another one, by how much, and what it leaves alone. */
export function NumberFields({
  part,
  way,
  text,
  currency,
  isWrong,
  onWay,
  onText,
}: {
  part: 'price' | 'stock';
  way: Way;
  text: string;
  currency: string;
  isWrong: boolean;
  onWay(way: Way): void;
  onText(text: string): void;
}) {
  const say = useMessages(productsWords);
  const sayGood = useMessages(producerMessages);
  const isPercent = part === 'price' && way !== 'set';
  const label = part === 'stock' ? say.units : isPercent ? say.percent : say.priceIn(currency);
  const wrong =
    part === 'stock'
      ? say.unitsWrong
      : isPercent
        ? say.percentWrong
        : sayGood.priceWrong((19.9).toFixed(currencyDecimals(currency)));
  return (
    <>
      <SelectField
        label={say.how}
        value={way}
        options={ways.map((value) => ({ value, words: say.ways[part][value] }))}
        onChange={(value) => onWay(value as Way)}
      />
      <Field
        label={label}
        hint={
          part === 'stock' ? say.stockHint : isPercent ? `${say.rounded} ${say.priceHint}` : say.priceHint
        }
        inputMode={part === 'stock' ? 'numeric' : 'decimal'}
        value={text}
        maxLength={12}
        onChange={(event) => onText(event.target.value)}
        fault={isWrong ? wrong : undefined}
      />
    </>
  );
}
