import { useStore } from 'zustand';
import { namedIn } from '../../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { createAboutGoodStore } from '../../../../stores/about-good-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { SoldCount } from '../../../../ui/SoldCount.tsx';
import { sentenceFor } from '../../../../ui/sentences.ts';
import { useWording } from '../../../../ui/wording.ts';
import { ShopFoot } from '../../ShopFoot.tsx';
import { AllowanceNote, ReservedNote } from '../Allowance.tsx';
import { AskOnPage } from '../AskToSee.tsx';
import { FaultPlace } from '../FaultPlace.tsx';
import { FlashClock } from '../FlashClock.tsx';
import { ItemPrice } from '../ItemPrice.tsx';
import { KeepButton } from '../KeepButton.tsx';
import { Limits } from '../Limits.tsx';
import { SpokenInSheet } from '../SpokenCart.tsx';
import { StockCounter } from '../StockCounter.tsx';
import { useCard, useCurrency, useLive, useViewer } from '../viewer-stores.ts';
import { viewerWords } from '../words.ts';
import { AnsweredAbout, ToAnswers, useAnsweredAbout } from './AnsweredAbout.tsx';
import { Explained } from './Explained.tsx';
import { Gallery } from './Gallery.tsx';
import { ProductFacts } from './ProductFacts.tsx';
import { productWords } from './product-words.ts';
import { ShareProduct } from './ShareProduct.tsx';
import './product.css';

export { ProductBuy } from './ProductBuy.tsx';

/**
 * What stands on a product's page, over its foot: pictures, price, stock, and what it tells. Price and shelf are those of
 * the stream and move with it; the rest is asked for when it opens.
 */
export function ProductPage({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(productWords);
  const sayViewer = useMessages(viewerWords);
  const language = useLanguage();
  const wording = useWording(useCurrency());
  const { slug } = useViewer();
  const card = useCard(itemNumber);
  const asked = useOwnStore((world) => createAboutGoodStore(slug, itemNumber, world));
  const { value, reason } = useStore(asked.store);
  const answered = useAnsweredAbout(itemNumber);
  const hasStream = useLive((state) => state.view.stream !== null);
  const about = value && namedIn(language, value);
  const name = card?.name ?? about?.name ?? '';
  const bones = (
    <div role="status" aria-label={say.loading}>
      <Bones look="line" />
    </div>
  );
  // Price and stock come with the stream, and would push down whatever stands below them.
  if (!hasStream) return bones;
  return (
    <>
      <SpokenInSheet />
      <div className="stack" data-item={itemNumber}>
        <Gallery name={name} pictures={[card?.picture ?? '', ...(about?.morePictures ?? [])]} />
        {card ? (
          // The sheet is headed with its name; a host calls it by its number.
          <p className="soft figures">{sayViewer.number(itemNumber)}</p>
        ) : (
          <h3 className="product-name">
            <bdi>{name}</bdi>
          </h3>
        )}
        <div className="product-price">
          <ItemPrice itemNumber={itemNumber} />
          <FlashClock itemNumber={itemNumber} />
        </div>
        <div className="product-stock">
          <StockCounter itemNumber={itemNumber} />
          <SoldCount units={value?.sold} />
          <Limits itemNumber={itemNumber} hasBand={false} />
          <AllowanceNote itemNumber={itemNumber} isWhole />
        </div>
        <FaultPlace itemNumber={itemNumber} />
        <div className="product-acts">
          <KeepButton itemNumber={itemNumber} />
          <ShareProduct itemNumber={itemNumber} />
          <AskOnPage itemNumber={itemNumber} />
          {(about || reason) && <ToAnswers count={answered.length} />}
        </div>
        {about?.explained && <Explained explained={about.explained} />}
        {about && <ProductFacts about={about} producer={about.producer} />}
        {/* Until what stands above them has come they would be pushed down. */}
        {(about || reason) && <AnsweredAbout about={answered} />}
        {!about && reason && <Notice tone="fault">{sentenceFor(reason, language, wording)}</Notice>}
        {!about && !reason && bones}
        {(about || reason) && (
          <>
            <ReservedNote itemNumber={itemNumber} />
            <ShopFoot without="licences" />
          </>
        )}
      </div>
    </>
  );
}
