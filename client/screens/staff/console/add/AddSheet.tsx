import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { formMessages } from '../../../../i18n/console-forms.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { createCatalogueStore } from '../../../../stores/catalogue-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Icon } from '../../../../ui/Icon.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { useConsole, useCurrency, useHost } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';
import { AddedNotice } from './AddedNotice.tsx';
import { NewGoodForm } from './NewGoodForm.tsx';
import { NothingFound } from './NothingFound.tsx';
import { ProductRow } from './ProductRow.tsx';
import { useAddProducts } from './use-add-products.ts';
import { focusFault, focusNext } from './where-next.ts';
import '../../../../ui/find.css';
import './add.css';

/** Products for the lineup: any number at once from the catalogue, or one made on the spot. */
export function AddSheet({ onClose }: { onClose(): void }) {
  const currency = useCurrency();
  // What was looked up for one currency is nothing for another.
  return <AddIn key={currency} currency={currency} onClose={onClose} />;
}

function AddIn({ currency, onClose }: { currency: string; onClose(): void }) {
  const say = useMessages(formMessages);
  const { host } = useConsole();
  const catalogue = useOwnStore((world) => createCatalogueStore(world, { stream: host.slug, currency }));
  const adding = useAddProducts();
  const [isNew, setNew] = useState(false);
  const search = useStore(catalogue.store, (state) => state.search);
  const products = useStore(catalogue.store, (state) => state.products);
  const next = useStore(catalogue.store, (state) => state.next);
  const isLoading = useStore(catalogue.store, (state) => state.isLoading);
  const reason = useStore(catalogue.store, (state) => state.reason);
  const currencies = useStore(catalogue.store, (state) => state.currencies);
  const sentence = useHostSentence(currency);
  const form = useRef<HTMLFormElement>(null);
  const { added } = adding;
  const isPlanned = useHost(({ floor }) => floor.status === 'SCHEDULED');
  useEffect(() => {
    // Before the stream what comes next lies under the sheet.
    const isAll = added && added.refused === 0 && added.unanswered === 0;
    if (isAll && isPlanned) return onClose();
    // Once what was added is drawn as added: before that its fields are still there.
    if (added) focusNext(form.current);
  }, [added, isPlanned, onClose]);
  if (isNew) {
    return (
      <NewGoodForm
        catalogue={catalogue}
        producer={products?.[0]?.producer ?? ''}
        name={products?.length === 0 ? search.trim() : ''}
        onAdded={(name, itemNumber) => {
          adding.tell(name, itemNumber);
          setNew(false);
        }}
        onBack={() => setNew(false)}
        onClose={onClose}
      />
    );
  }
  const found = products ?? [];
  const elsewhere = currencies.filter((each) => each.currency !== currency);
  // What is chosen stays in sight, whatever is searched for next.
  const isFound = (productId: string) => found.some((product) => product.productId === productId);
  const kept = [...adding.chosen.values()].map(({ product }) => product);
  const shown = [...kept.filter(({ productId }) => !isFound(productId)), ...found];

  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await adding.add()) === 'faulty') focusFault(form.current);
  }
  const count = adding.chosen.size;
  return (
    <Sheet
      title={say.addTitle}
      onClose={onClose}
      footer={
        <div className="add-foot">
          {added && <AddedNotice added={added} onDismiss={adding.dismiss} />}
          <Button
            look={products?.length === 0 && elsewhere.length === 0 ? 'primary' : 'line'}
            onClick={() => setNew(true)}
          >
            <Icon name="plus" />
            {say.newGood}
          </Button>
          <Button
            look="primary"
            type="submit"
            form="add-products"
            busy={adding.isBusy}
            disabled={count === 0 && !adding.isBusy}
          >
            {count === 0 ? say.putIn : say.putInSome(count)}
          </Button>
        </div>
      }
    >
      <form ref={form} id="add-products" noValidate onSubmit={(event) => void submit(event)}>
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
            onKeyDown={(event) => {
              // Enter ends the search; it is no yes to what was chosen before.
              if (event.key === 'Enter') event.preventDefault();
            }}
          />
        </label>
        {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
        <ul className="goods" aria-busy={isLoading}>
          {shown.map((product) => (
            <ProductRow
              key={product.productId}
              product={product}
              allotment={adding.chosen.get(product.productId) ?? null}
              refusal={adding.refusals.get(product.productId) ?? null}
              onChoose={(isChosen) => adding.choose(product, isChosen)}
              onChange={(allotment) => adding.change(product.productId, allotment)}
            />
          ))}
        </ul>
      </form>
      {!isLoading && products && shown.length === 0 && <NothingFound search={search} elsewhere={elsewhere} />}
      {next !== null && (
        <Button look="quiet" wide busy={isLoading} onClick={() => void catalogue.more()}>
          {say.moreGoods}
        </Button>
      )}
    </Sheet>
  );
}
