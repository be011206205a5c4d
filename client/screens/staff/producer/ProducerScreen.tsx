import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { Product } from '../../../../shared/contract/catalogue.ts';
import type { ProducerPage } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerMessages } from '../../../i18n/producer.ts';
import { producerProfileWords } from '../../../i18n/producer-profile.ts';
import { createProducerStore } from '../../../stores/producer-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { DueBy } from '../packing/DueBy.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { GoodSheet } from './GoodSheet.tsx';
import { Money } from './Money.tsx';
import { newGoodOf } from './new-good.ts';
import { ProfileSheet } from './ProfileSheet.tsx';
import '../console/console.css';
import './producer.css';

/** A producer's own page: what to pack, which money comes when and why, and their goods. */
export function ProducerScreen() {
  return (
    <StaffOnly>
      <Stall />
    </StaffOnly>
  );
}

function Stall() {
  const say = useMessages(producerMessages);
  const sayProfile = useMessages(producerProfileWords);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const producer = useOwnStore(createProducerStore);
  const { value: page, reason } = useStore(producer.store);
  const [isAdding, setAdding] = useState(false);
  const [isAbout, setAbout] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const [changing, setChanging] = useState<Product | null>(null);
  const [refusal, setRefusal] = useState<Reason | null>(null);

  async function open(productId: string) {
    const answer = await producer.good(productId);
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setChanging(answer.value);
  }

  if (reason?.code === 'FORBIDDEN') {
    return (
      <main className="page">
        <StaffHead title={say.title} />
        <Empty says={say.notYours} />
      </main>
    );
  }
  return (
    <main className="page producer">
      <StaffHead title={page ? producerIn(language, page) : say.title} />
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {refusal && (
        <Notice tone="fault" onDismiss={() => setRefusal(null)}>
          {sentence(refusal)}
        </Notice>
      )}
      {done !== null && (
        <Notice tone="done" onDismiss={() => setDone(null)}>
          {done}
        </Notice>
      )}
      {page ? (
        <>
          <Blocks page={page} onOpen={(productId) => void open(productId)} />
          <Button look="line" wide onClick={() => setAbout(true)}>
            {sayProfile.title}
          </Button>
        </>
      ) : (
        <div className="block">
          <Bones look="line" />
        </div>
      )}
      <div className="producer-foot">
        <Button look="primary" wide onClick={() => setAdding(true)} disabled={!page}>
          <Icon name="plus" />
          {say.addGood}
        </Button>
      </div>
      {isAbout && page && (
        <ProfileSheet
          producerId={page.producerId}
          title={sayProfile.title}
          onSaved={setDone}
          onClose={() => setAbout(false)}
        />
      )}
      {isAdding && page && (
        <GoodSheet
          good={null}
          currency={page.currency}
          usualOrigin={page.origin}
          onSave={async (draft, picture) => {
            const answer = await producer.addGood(newGoodOf({ ...draft, producer: '' }), picture);
            if (!answer.ok) return answer.refusal;
            setAdding(false);
            setDone(say.done(draft.name));
            return null;
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {changing && (
        <GoodSheet
          key={changing.productId}
          good={changing}
          currency={changing.currency}
          onSave={async ({ producer: _, currency: __, ...draft }, picture) => {
            const refusal = await producer.changeGood(changing, draft, picture);
            if (refusal) return refusal;
            setChanging(null);
            setDone(say.saved(draft.name));
            return null;
          }}
          onClose={() => setChanging(null)}
        />
      )}
    </main>
  );
}

/** Goods that are shown at once: every picture costs a weak line some 3 kB. */
const FIRST_GOODS = 5;

function Blocks({ page, onOpen }: { page: ProducerPage; onOpen(productId: string): void }) {
  const say = useMessages(producerMessages);
  const language = useLanguage();
  const [isAll, setAll] = useState(false);
  const shown = isAll ? page.goods : page.goods.slice(0, FIRST_GOODS);
  return (
    <>
      <section className="block">
        <h2>{say.pack}</h2>
        {page.toPack.length === 0 ? (
          <p className="soft">{say.nothingToPack}</p>
        ) : (
          <ul className="rows">
            {page.toPack.map((good) => (
              <li key={good.name}>
                <b className="count figures">{good.units}</b>
                <span className="grow">
                  <bdi>{namedIn(language, good).name}</bdi>
                  <DueBy due={good} />
                </span>
                <span className="soft figures">{say.inOrders(good.orders)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Money page={page} />
      <section className="block">
        <h2>{say.goods}</h2>
        {page.goods.length === 0 ? (
          <p className="soft">{say.noGoods}</p>
        ) : (
          <ul className="rows">
            {shown.map((good) => (
              <li key={good.productId} className="good">
                <button type="button" onClick={() => onOpen(good.productId)}>
                  <Picture source={good.picture} size={48} />
                  <span className="grow">
                    <bdi>{namedIn(language, good).name}</bdi>
                    <span className="soft figures">{say.inStock(good.warehouseUnits)}</span>
                  </span>
                  <b className="figures">{formatMoney(good.priceMinor, good.currency, language)}</b>
                  <Icon name="more" size={16} />
                </button>
              </li>
            ))}
          </ul>
        )}
        {shown.length < page.goods.length && (
          <Button look="line" onClick={() => setAll(true)}>
            {say.allGoods(page.goods.length)}
          </Button>
        )}
        {page.isCut && <p className="soft small">{say.cut}</p>}
      </section>
    </>
  );
}
