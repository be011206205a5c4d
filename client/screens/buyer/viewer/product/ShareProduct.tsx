import { namedIn, titledIn } from '../../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { Button } from '../../../../ui/Button.tsx';
import { useMoney } from '../../../../ui/Price.tsx';
import { productPath } from '../product-address.ts';
import { useShare } from '../use-share.tsx';
import { useCard, useCurrency, useLive, useViewer } from '../viewer-stores.ts';
import { productWords } from './product-words.ts';

/** A product goes to others, with its price. */
export function ShareProduct({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(productWords);
  const language = useLanguage();
  const money = useMoney(useCurrency());
  const { slug } = useViewer();
  const card = useCard(itemNumber);
  const stream = useLive(({ view }) => view.stream);
  const { share, sheet } = useShare();
  if (!card || !stream) return null;
  const what = {
    name: namedIn(language, card).name,
    // A flash is over before a poster is looked at: it shows the regular price.
    price: money(card.listPriceMinor),
    title: titledIn(language, stream).title,
    url: location.origin + productPath(slug, itemNumber),
    picture: card.picture,
  };
  return (
    <>
      <Button look="line" className="share-button" onClick={() => share(what)}>
        {say.share}
      </Button>
      {sheet(say.shareTitle, what)}
    </>
  );
}
