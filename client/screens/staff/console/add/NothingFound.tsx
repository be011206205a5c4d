import { useState } from 'react';
import type { Reason } from '../../../../../shared/contract/answer.ts';
import { formMessages } from '../../../../i18n/console-forms.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { createStreamCurrency } from '../../../../stores/stream-currency.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { useConsole, useCurrency, useHost } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';

/** Why the list of products is empty, and the way out: what was typed, no product at all, or prices in other money. */
export function NothingFound({
  search,
  elsewhere,
}: {
  search: string;
  /** How many the search finds in each other currency, the most first. */
  elsewhere: readonly { currency: string; products: number }[];
}) {
  const say = useMessages(formMessages);
  if (elsewhere.length > 0) return <OtherMoney search={search} elsewhere={elsewhere} />;
  return <p className="column-none soft">{search.trim() === '' ? say.noGoodsYet : say.noGoods}</p>;
}

function OtherMoney({ search, elsewhere }: Parameters<typeof NothingFound>[0]) {
  const say = useMessages(formMessages);
  const language = useLanguage();
  const currency = useCurrency();
  const sentence = useHostSentence(currency);
  const world = useWorld();
  const { host } = useConsole();
  const mayChange = useHost(
    ({ desk, floor }) =>
      desk?.isHost === true && floor.status === 'SCHEDULED' && Object.keys(floor.items).length === 0,
  );
  const [change] = useState(() => createStreamCurrency(host.slug, world));
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [most] = elsewhere;
  const list = elsewhere.map(({ currency: code, products }) =>
    say.productsIn(products.toLocaleString(language), products, code),
  );

  async function sellIn(code: string) {
    if (isBusy) return;
    setBusy(true);
    const answer = await change(code);
    setBusy(false);
    setReason(answer.ok ? null : answer.refusal);
    // What the stream sells in stands in the answer to a hello.
    if (answer.ok) host.readAgain();
  }

  return (
    <div className="other-currency">
      <p>{say.otherMoney(list.join(say.andBetween), currency, search.trim() !== '')}</p>
      {mayChange && most ? (
        <Button look="primary" busy={isBusy} onClick={() => void sellIn(most.currency)}>
          {say.sellIn(most.currency)}
        </Button>
      ) : (
        <p className="soft">{say.otherStream(currency)}</p>
      )}
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
    </div>
  );
}
