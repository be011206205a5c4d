import { useState } from 'react';
import { useStore } from 'zustand';
import type { Product } from '../../../shared/contract/catalogue.ts';
import { formMessages } from '../../i18n/console-forms.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createCatalogueStore } from '../../stores/catalogue-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { AllotForm } from './AllotForm.tsx';
import { useCurrency, useHost } from './host-context.ts';
import { useHostSentence } from './host-sentence.ts';
import { NewGoodForm } from './NewGoodForm.tsx';

/** Goods for the lineup: from the catalogue, or made on the spot. */
export function AddSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(formMessages);
  const catalogue = useOwnStore(createCatalogueStore);
  const [isNew, setNew] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [added, setAdded] = useState<{ name: string; itemNumber: number } | null>(null);
  const search = useStore(catalogue.store, (state) => state.search);
  const products = useStore(catalogue.store, (state) => state.products);
  const next = useStore(catalogue.store, (state) => state.next);
  const isLoading = useStore(catalogue.store, (state) => state.isLoading);
  const reason = useStore(catalogue.store, (state) => state.reason);
  const currency = useCurrency();
  const sentence = useHostSentence(currency);
  if (isNew) {
    return (
      <NewGoodForm
        catalogue={catalogue}
        producer={products?.[0]?.producer ?? ''}
        name={products?.length === 0 ? search.trim() : ''}
        onAdded={(goodName, itemNumber) => {
          setAdded({ name: goodName, itemNumber });
          setNew(false);
        }}
        onBack={() => setNew(false)}
        onClose={onClose}
      />
    );
  }
  // A good in another currency cannot be sold on this stream.
  const shown = products?.filter((product) => product.currency === currency) ?? [];
  return (
    <Sheet
      title={say.addTitle}
      onClose={onClose}
      footer={
        <Button look={products?.length === 0 ? 'primary' : 'quiet'} wide onClick={() => setNew(true)}>
          <Icon name="plus" />
          {say.newGood}
        </Button>
      }
    >
      <label className="find">
        <Icon name="search" size={18} />
        <span className="unseen">{say.search}</span>
        <input
          type="search"
          value={search}
          maxLength={80}
          placeholder={say.search}
          autoComplete="off"
          onChange={(event) => catalogue.search(event.target.value)}
        />
      </label>
      {added && (
        <Notice tone="done" onDismiss={() => setAdded(null)}>
          {say.added(added.name, added.itemNumber)}
        </Notice>
      )}
      {reason && <Notice>{sentence(reason)}</Notice>}
      <ul className="goods" aria-busy={isLoading}>
        {shown.map((product) => (
          <li key={product.productId}>
            <GoodRow
              product={product}
              isChosen={chosen === product.productId}
              onChoose={() => setChosen(chosen === product.productId ? null : product.productId)}
            />
            {chosen === product.productId && (
              <AllotForm
                product={product}
                onAdded={(goodName, itemNumber) => {
                  setAdded({ name: goodName, itemNumber });
                  setChosen((now) => (now === product.productId ? null : now));
                }}
                onDoubt={onClose}
              />
            )}
          </li>
        ))}
      </ul>
      {!isLoading && products && shown.length === 0 && <p className="column-none soft">{say.noGoods}</p>}
      {next !== null && (
        <Button look="quiet" wide busy={isLoading} onClick={() => void catalogue.more()}>
          {say.moreGoods}
        </Button>
      )}
    </Sheet>
  );
}

function GoodRow({ product, isChosen, onChoose }: { product: Product; isChosen: boolean; onChoose(): void }) {
  const say = useMessages(formMessages);
  const language = useLanguage();
  const money = useMoney(product.currency);
  const itemNumber = useHost(
    ({ floor }) =>
      Object.values(floor.items).find((item) => item.productId === product.productId && !item.isRemoved)
        ?.itemNumber ?? null,
  );
  return (
    <button type="button" className="good-row" aria-expanded={isChosen} onClick={onChoose}>
      <Picture source={product.picture} size={48} />
      <span className="lineup-words">
        <span className="lineup-name">{product.name}</span>
        <span className="soft figures">
          {product.producer} · {say.warehouse(product.warehouseUnits.toLocaleString(language))}
          {itemNumber !== null && <> · {say.inLineup(itemNumber)}</>}
        </span>
      </span>
      <b className="figures">{money(product.priceMinor)}</b>
    </button>
  );
}
