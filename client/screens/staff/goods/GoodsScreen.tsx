import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { Product } from '../../../../shared/contract/catalogue.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, originIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerMessages } from '../../../i18n/producer.ts';
import { createCatalogueStore, isWhole } from '../../../stores/catalogue-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { GoodSheet } from '../producer/GoodSheet.tsx';
import { newGoodOf } from '../producer/new-good.ts';
import { StaffHead } from '../shell/StaffHead.tsx';
import '../../../ui/find.css';
import '../console/console.css';
import '../producer/producer.css';
import './goods.css';

/** The catalogue of all producers, for the office: found by name, added, changed. */
export function GoodsScreen() {
  return (
    <StaffOnly>
      <Catalogue />
    </StaffOnly>
  );
}

function Catalogue() {
  const say = useMessages(producerMessages);
  const sentence = useHostSentence('CNY');
  const catalogue = useOwnStore(createCatalogueStore);
  const { products, next, search, isLoading, reason, usualCurrency } = useStore(catalogue.store);
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  // A product that was found elsewhere leads here by its name.
  useEffect(() => {
    const asked = new URLSearchParams(location.search).get('q');
    if (asked) catalogue.search(asked);
  }, [catalogue]);
  const [open, setOpen] = useState<Product | 'new' | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [fault, setFault] = useState<Reason | null>(null);
  // A list leaves descriptions and further pictures out; the form has to begin with them.
  async function openWhole({ productId }: Product): Promise<void> {
    const answer = await catalogue.good(productId);
    setFault(answer.ok ? null : answer.refusal);
    if (answer.ok) setOpen(answer.value);
  }
  if (role !== 'operator') {
    return (
      <main className="page">
        <StaffHead title={say.goodsTitle} />
        <Empty says={say.notOffice} />
      </main>
    );
  }
  return (
    <main className="page goods-page">
      <StaffHead title={say.goodsTitle} />
      <label className="find">
        <Icon name="search" size={18} />
        <span className="unseen">{say.findGoods}</span>
        <input
          type="search"
          value={search}
          maxLength={80}
          placeholder={say.findGoods}
          autoComplete="off"
          onChange={(event) => catalogue.search(event.target.value)}
        />
      </label>
      {done !== null && (
        <Notice tone="done" onDismiss={() => setDone(null)}>
          {done}
        </Notice>
      )}
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {fault && (
        <Notice tone="fault" onDismiss={() => setFault(null)}>
          {sentence(fault)}
        </Notice>
      )}
      <ul className="rows" aria-busy={isLoading}>
        {products?.filter(isWhole).map((product) => (
          <Row key={product.productId} product={product} onOpen={() => void openWhole(product)} />
        ))}
      </ul>
      {!isLoading && products?.length === 0 && <Empty says={search === '' ? say.noGoods : say.noneFound} />}
      {next !== null && (
        <Button look="quiet" wide busy={isLoading} onClick={() => void catalogue.more()}>
          {say.moreGoods}
        </Button>
      )}
      <div className="producer-foot">
        <Button look="primary" wide onClick={() => setOpen('new')}>
          <Icon name="plus" />
          {say.addGood}
        </Button>
      </div>
      {open !== null && (
        <GoodSheet
          key={open === 'new' ? 'new' : open.productId}
          good={open === 'new' ? null : open}
          currency={open === 'new' ? (usualCurrency ?? 'CNY') : open.currency}
          isOffice={open === 'new'}
          onSave={async (draft, picture) => {
            const { producer: _, currency: __, ...changed } = draft;
            const answer =
              open === 'new'
                ? await catalogue.create(newGoodOf(draft), picture)
                : await catalogue.change(open, changed, picture);
            if (!answer.ok) return answer.refusal;
            setDone(open === 'new' ? say.done(draft.name) : say.saved(draft.name));
            setOpen(null);
            return null;
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </main>
  );
}

function Row({ product, onOpen }: { product: Product; onOpen(): void }) {
  const say = useMessages(producerMessages);
  const language = useLanguage();
  const { name, producer, harvestedOn, batch, warehouseUnits, picture, priceMinor, currency } = namedIn(
    language,
    product,
  );
  const about = [producer, originIn(language, product), harvestedOn, batch].filter((text) => text !== '');
  return (
    <li className="good">
      <button type="button" onClick={onOpen}>
        <Picture source={picture} size={48} />
        <span className="grow">
          <bdi>{name}</bdi>
          <span className="soft small">{about.join(' · ')}</span>
          <span className="soft figures">{say.inStock(warehouseUnits)}</span>
        </span>
        <b className="figures">{formatMoney(priceMinor, currency, language)}</b>
        <Icon name="more" size={16} />
      </button>
    </li>
  );
}
