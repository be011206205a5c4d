import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { ChangedProducts, ListedProduct, Product } from '../../../../shared/contract/catalogue.ts';
import { useMessages } from '../../../i18n/language.ts';
import { producerMessages } from '../../../i18n/producer.ts';
import { productsWords } from '../../../i18n/products.ts';
import { importWords } from '../../../i18n/products-import.ts';
import { createManyProducts, type ManyChanges } from '../../../stores/many-products.ts';
import { createProductActs } from '../../../stores/product-acts.ts';
import { askRoute, questionsOf } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { useIsWide } from '../orders/use-is-wide.ts';
import { GoodSheet } from '../producer/GoodSheet.tsx';
import { newGoodOf } from '../producer/new-good.ts';
import { StaffHead } from '../shell/StaffHead.tsx';
import { BulkSheet } from './BulkSheet.tsx';
import { ImportSheet } from './ImportSheet.tsx';
import { ProductsFilters } from './ProductsFilters.tsx';
import { ProductsTable } from './ProductsTable.tsx';
import { useChosen } from './use-chosen.ts';
import { useProductsFilter } from './use-products-filter.ts';
import '../console/console.css';
import '../orders/orders.css';
import '../producer/producer.css';
import './goods.css';

/** The catalogue of all producers, for operators: found, sorted, added, changed, archived. */
export function GoodsScreen() {
  const world = useWorld();
  const role = useStore(world.me.store, (state) => state.me?.staff?.role);
  const say = useMessages(productsWords);
  return (
    <StaffOnly>
      <QueryClientProvider client={questionsOf(world)}>
        {role === 'operator' ? (
          <Catalogue />
        ) : (
          <main className="page">
            <StaffHead title={say.title} />
            <Empty says={say.notOffice} />
          </main>
        )}
      </QueryClientProvider>
    </StaffOnly>
  );
}

/** What was done last, and how it is taken back. */
interface Done {
  says: string;
  undo?: () => void;
}

function Catalogue() {
  const say = useMessages(productsWords);
  const sayGood = useMessages(producerMessages);
  const sayImport = useMessages(importWords);
  const sentence = useHostSentence('CNY');
  const world = useWorld();
  const questions = useQueryClient();
  const [acts] = useState(() => createProductActs(world));
  const isWide = useIsWide();
  const { filter, choose } = useProductsFilter();
  const [open, setOpen] = useState<Product | 'new' | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [fault, setFault] = useState<Reason | null>(null);
  const [usualCurrency, setUsualCurrency] = useState('CNY');

  const [many] = useState(() => createManyProducts(world));
  const choosing = useChosen();
  const [isBulk, setBulk] = useState(false);
  function changedMany(told: ChangedProducts, { currency }: ManyChanges): void {
    setBulk(false);
    setDone({
      says: say.changedNow(told.changed.length, told.refused.length),
      undo: () => void undoMany(told, currency),
    });
    choosing.clear();
    readAgain();
  }
  async function undoMany({ changed }: ChangedProducts, currency: string): Promise<void> {
    const answer = await many.undo(changed, currency);
    setFault(answer.ok ? null : answer.refusal);
    if (answer.ok) setDone({ says: say.undone(answer.value.changed.length, answer.value.refused.length) });
    readAgain();
  }

  const readAgain = () => void questions.invalidateQueries({ queryKey: ['products'] });
  // A list leaves descriptions and further pictures out; the form has to begin with them.
  async function openWhole({ productId }: ListedProduct): Promise<void> {
    const answer = await acts.good(productId);
    setFault(answer.ok ? null : answer.refusal);
    if (answer.ok) setOpen(answer.value);
  }
  async function openNew(): Promise<void> {
    const first = await questions
      .fetchQuery({
        queryKey: ['products', 'usual-currency'],
        queryFn: () => askRoute(world, 'products', { query: { limit: 1 } }),
      })
      .catch(() => null);
    setUsualCurrency(first?.usualCurrency ?? 'CNY');
    setOpen('new');
  }
  async function archive({ productId, name }: Product, isArchived: boolean): Promise<Reason | null> {
    const answer = await acts.archive(productId, isArchived);
    if (!answer.ok) return answer.refusal;
    setOpen(null);
    setFault(null);
    setDone({
      says: isArchived ? say.archivedNow(name) : say.unarchivedNow(name),
      undo: () => void archive(answer.value, !isArchived).then(setFault),
    });
    readAgain();
    return null;
  }
  const [isImport, setImport] = useState(() => new URLSearchParams(location.search).has('import'));
  const bring = (
    <Button look="line" onClick={() => setImport(true)}>
      {sayImport.import}
    </Button>
  );
  const add = (
    <Button look="primary" wide={!isWide} onClick={() => void openNew()}>
      <Icon name="plus" />
      {sayGood.addGood}
    </Button>
  );
  return (
    <main className="page goods-page">
      <StaffHead title={say.title}>
        {bring}
        {isWide && add}
      </StaffHead>
      <ProductsFilters filter={filter} choose={choose} />
      {done !== null && (
        <Notice tone="done" onDismiss={() => setDone(null)}>
          <p>{done.says}</p>
          {done.undo && (
            <Button look="line" onClick={done.undo}>
              {say.undo}
            </Button>
          )}
        </Notice>
      )}
      {fault && (
        <Notice tone="fault" onDismiss={() => setFault(null)}>
          {sentence(fault)}
        </Notice>
      )}
      <ProductsTable
        filter={filter}
        choose={choose}
        choosing={choosing}
        onOpen={(product) => void openWhole(product)}
      />
      {choosing.chosen.size > 0 ? (
        <div className="producer-foot products-chosen">
          <b role="status">{say.chosen(choosing.chosen.size)}</b>
          <Button look="line" onClick={choosing.clear}>
            {say.chooseNone}
          </Button>
          <Button look="primary" onClick={() => setBulk(true)}>
            {say.edit}
          </Button>
        </div>
      ) : (
        !isWide && <div className="producer-foot">{add}</div>
      )}
      {isImport && (
        <ImportSheet
          onTaken={({ created, changed }) => {
            setImport(false);
            setDone({ says: sayImport.taken(created, changed) });
            readAgain();
          }}
          onClose={() => setImport(false)}
        />
      )}
      {isBulk && (
        <BulkSheet chosen={choosing.chosen} many={many} onDone={changedMany} onClose={() => setBulk(false)} />
      )}
      {open !== null && (
        <GoodSheet
          key={open === 'new' ? 'new' : open.productId}
          good={open === 'new' ? null : open}
          currency={open === 'new' ? usualCurrency : open.currency}
          isOffice={open === 'new'}
          {...(open !== 'new' && { onArchive: (isArchived: boolean) => archive(open, isArchived) })}
          onSave={async (draft, picture) => {
            const { producer: _, currency: __, ...changed } = draft;
            const answer =
              open === 'new'
                ? await acts.create(newGoodOf(draft), picture)
                : await acts.change(open, changed, picture);
            if (!answer.ok) return answer.refusal;
            setDone({ says: open === 'new' ? sayGood.done(draft.name) : sayGood.saved(draft.name) });
            setOpen(null);
            readAgain();
            return null;
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </main>
  );
}
