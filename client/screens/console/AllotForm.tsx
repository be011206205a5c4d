import { type FormEvent, useState } from 'react';
import { leavesDoubt } from '../../../shared/contract/answer.ts';
import type { Product } from '../../../shared/contract/catalogue.ts';
import { parseMoney } from '../../../shared/values/money.ts';
import { formMessages } from '../../i18n/console-forms.ts';
import { useMessages } from '../../i18n/language.ts';
import type { ActOutcome } from '../../stores/host/host-state.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useIsMounted } from '../../ui/use-is-mounted.ts';
import { amountText } from './amount-text.ts';
import { useDesk } from './host-context.ts';
import { useHostSentence } from './host-sentence.ts';
import { wholeNumber } from './whole-number.ts';

/** How many pieces of a good this stream gets, at which price, and how many of them one person. */
export function AllotForm({
  product,
  onAdded,
  onDoubt,
}: {
  product: Product;
  onAdded(name: string, itemNumber: number): void;
  /** It may stand: the desk asks about it under its own key. */
  onDoubt(): void;
}) {
  const say = useMessages(formMessages);
  const { host } = useDesk();
  const sentence = useHostSentence(product.currency);
  const [pieces, setPieces] = useState(String(product.warehouseUnits));
  const [price, setPrice] = useState(() => amountText(product.priceMinor, product.currency));
  const [limit, setLimit] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const isMounted = useIsMounted();
  const units = wholeNumber(pieces);
  const priceMinor = parseMoney(price, product.currency);
  const buyerLimit = limit.trim() === '' ? null : wholeNumber(limit);
  const isLimitFine = limit.trim() === '' || (buyerLimit !== null && buyerLimit >= 1 && buyerLimit <= 99);
  const areUnitsFine = units !== null && units <= product.warehouseUnits;
  const isPriceFine = priceMinor !== null && priceMinor > 0;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!areUnitsFine || !isPriceFine || !isLimitFine || isBusy) return;
    setBusy(true);
    setOutcome(null);
    const { productId, name } = product;
    const answer = await host.act({ kind: 'add', productId, name, units, priceMinor, buyerLimit });
    setBusy(false);
    if (answer.ok && answer.itemNumber !== undefined) onAdded(product.name, answer.itemNumber);
    else if (answer.ok || !leavesDoubt(answer.code)) setOutcome(answer);
    // Who has gone on to another good may be filling its form in by now.
    else if (isMounted()) onDoubt();
  }

  return (
    <form className="allot" noValidate onSubmit={(event) => void submit(event)}>
      <Field
        label={say.units}
        inputMode="numeric"
        value={pieces}
        onChange={(event) => setPieces(event.target.value)}
        {...(areUnitsFine ? {} : { fault: say.capWrong(product.warehouseUnits) })}
      />
      <Field
        label={say.price}
        inputMode="decimal"
        value={price}
        onChange={(event) => setPrice(event.target.value)}
        {...(isPriceFine ? {} : { fault: say.priceWrong })}
      />
      <Field
        label={say.limit}
        inputMode="numeric"
        placeholder={say.noLimit}
        value={limit}
        onChange={(event) => setLimit(event.target.value)}
        {...(isLimitFine ? {} : { fault: say.capWrong(99) })}
      />
      {outcome && !outcome.ok && <Notice>{sentence(outcome)}</Notice>}
      <Button look="primary" type="submit" busy={isBusy}>
        {say.putIn}
      </Button>
    </form>
  );
}
