// biome-ignore-all lint/a11y/useSemanticElements: only rows in sight are drawn, each at its place; a table element has all.
// biome-ignore-all lint/a11y/useFocusableInteractive: a row is worked with by its box and its button, a head by its own.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ListedProduct } from '../../../../shared/contract/catalogue.ts';
import { LOW_STOCK_UNITS } from '../../../../shared/contract/office-lists.ts';
import { categoryIn, namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { productsWords } from '../../../i18n/products.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useIsWide } from '../orders/use-is-wide.ts';
import { useRowKeys } from '../orders/use-row-keys.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { useProductFacets } from './ProductsFilters.tsx';
import { type ProductsFilter, productsQuery } from './products-address.ts';
import { type Choosing, MOST_CHOSEN } from './use-chosen.ts';

/** Products that one question brings; the next one goes out before the end is in sight. */
const PAGE = 100;
const AHEAD = 20;
/** Rows in px: one line on a desk, three in a hand (`goods.css`). */
const WIDE_ROW = 40;
const HAND_ROW = 84;

const columns = ['name', 'sku', 'category', 'producer', 'price', 'stock'] as const;

interface Sorting {
  filter: ProductsFilter;
  choose(filter: ProductsFilter): void;
}

/** The products that a filter means. However many they are, only those in sight are drawn. */
export function ProductsTable({
  filter,
  choose,
  choosing,
  onOpen,
}: Sorting & {
  choosing: Choosing;
  onOpen(product: ListedProduct): void;
}) {
  const say = useMessages(productsWords);
  const language = useLanguage();
  const world = useWorld();
  const height = useIsWide() ? WIDE_ROW : HAND_ROW;
  const query = productsQuery(filter, language);
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['products', 'list', query],
    queryFn: ({ pageParam }) =>
      askRoute(world, 'products', {
        query: { ...query, limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // Another sorting or one more letter: the rows of before stand until the others are there.
    placeholderData: (before) => before,
  });
  const products = data?.pages.flatMap((page) => page.products) ?? [];
  const count = data?.pages[0]?.count ?? products.length;
  // All of the filter: what is not read yet is read, as far as so many can be chosen.
  async function chooseAll(isOn: boolean): Promise<void> {
    let read = { products, hasNext: hasNextPage };
    while (isOn && read.hasNext && read.products.length < MOST_CHOSEN) {
      const next = await fetchNextPage();
      if (next.error || !next.data) break;
      read = { products: next.data.pages.flatMap((page) => page.products), hasNext: next.hasNextPage };
    }
    choosing.choose(read.products, isOn);
  }
  const { sort: _, order: __, ...narrowed } = filter;
  const isFiltered = Object.keys(narrowed).length > 0;
  return (
    <section aria-label={say.table}>
      <NotRead fault={error} notYours={say.notOffice} onAgain={() => void refetch()} />
      {!data && !error && <Bones count={8} />}
      {data && products.length === 0 && (
        <Empty says={isFiltered ? say.none : say.noneYet}>
          {isFiltered && (
            <Button look="line" onClick={() => choose({})}>
              {say.clear}
            </Button>
          )}
        </Empty>
      )}
      {products.length > 0 && (
        <>
          <p className="orders-count soft small figures">
            <span role="status">{say.shown(count.toLocaleString(language))}</span>
            <span className="orders-keys">{say.keys}</span>
          </p>
          <div role="table" aria-label={say.table} aria-rowcount={count + 1}>
            <Head
              filter={filter}
              choose={choose}
              isAll={products.every(({ productId }) => choosing.chosen.has(productId))}
              onAll={(isOn) => void chooseAll(isOn)}
            />
            <Rows
              key={height}
              height={height}
              products={products}
              choosing={choosing}
              onOpen={onOpen}
              onNearEnd={() => {
                if (hasNextPage && !isFetching && !error) void fetchNextPage();
              }}
            />
          </div>
          {hasNextPage && (
            <p className="soft small" role="status">
              {say.loading}
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** What each column is, and a tap that sorts by it: once up, once down. */
function Head({
  filter,
  choose,
  isAll,
  onAll,
}: Sorting & {
  /** Whether all that are read are chosen. */
  isAll: boolean;
  onAll(isOn: boolean): void;
}) {
  const say = useMessages(productsWords);
  const { sort, order = 'asc', ...others } = filter;
  return (
    <div role="row" className="products-row products-head" aria-rowindex={1}>
      <span role="columnheader" className="products-choose">
        <label>
          <input type="checkbox" checked={isAll} onChange={(event) => onAll(event.target.checked)} />
          <span className="products-all">{say.chooseAll}</span>
        </label>
      </span>
      {columns.map((column) => {
        const isSorted = sort === column;
        const isUp = isSorted && order === 'asc';
        const direction = isUp ? 'ascending' : 'descending';
        return (
          <span
            key={column}
            role="columnheader"
            className={`products-${column}`}
            aria-sort={isSorted ? direction : 'none'}
          >
            <button
              type="button"
              title={say.sort(say.columns[column])}
              onClick={() => choose({ ...others, sort: column, ...(isUp && { order: 'desc' as const }) })}
            >
              {say.columns[column]}
              <span aria-hidden="true">{isSorted ? (isUp ? ' ↑' : ' ↓') : ''}</span>
            </button>
          </span>
        );
      })}
    </div>
  );
}

function Rows({
  products,
  height,
  choosing,
  onOpen,
  onNearEnd,
}: {
  products: readonly ListedProduct[];
  choosing: Choosing;
  /** Of each row, in px; of another one it is another list, since what was measured counts no more. */
  height: number;
  onOpen(product: ListedProduct): void;
  onNearEnd(): void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const rows = useWindowVirtualizer({
    count: products.length,
    estimateSize: () => height,
    overscan: 10,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const shown = rows.getVirtualItems();
  const last = useRef<number | null>(null);
  /** With the shift key, all from the one that was tapped last. */
  function tap(index: number, isOn: boolean, isRange: boolean): void {
    const from = isRange ? (last.current ?? index) : index;
    choosing.choose(products.slice(Math.min(from, index), Math.max(from, index) + 1), isOn);
    last.current = index;
  }
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= products.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  useRowKeys(list, products.length, (index) => rows.scrollToIndex(index, { align: 'auto' }));
  return (
    <div ref={list} role="rowgroup" className="products-rows" style={{ height: products.length * height }}>
      {shown.map(({ index }) => (
        <Row
          key={products[index]!.productId}
          product={products[index]!}
          index={index}
          top={index * height}
          isChosen={choosing.chosen.has(products[index]!.productId)}
          onChoose={(isOn, isRange) => tap(index, isOn, isRange)}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

function Row({
  product,
  index,
  top,
  isChosen,
  onChoose,
  onOpen,
}: {
  product: ListedProduct;
  index: number;
  top: number;
  isChosen: boolean;
  onChoose(isOn: boolean, isRange: boolean): void;
  onOpen(product: ListedProduct): void;
}) {
  const say = useMessages(productsWords);
  const language = useLanguage();
  const money = useMoney(product.currency);
  const categories = useProductFacets()?.categories ?? [];
  const { name, producer } = namedIn(language, product);
  const { productId, sku, category, priceMinor, warehouseUnits, isArchived } = product;
  const known = categories.find((each) => each.category === category);
  return (
    <div
      role="row"
      className={isArchived ? 'products-row archived' : 'products-row'}
      aria-selected={isChosen}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${top}px)` }}
    >
      <Cell of="choose">
        <label>
          <input
            type="checkbox"
            checked={isChosen}
            onChange={(event) => onChoose(event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)}
          />
          <span className="unseen">{say.chooseOne(name)}</span>
        </label>
      </Cell>
      <Cell of="name">
        <button type="button" data-row={index} onClick={() => onOpen(product)}>
          <bdi>{name}</bdi>
        </button>
        {isArchived && <Pill>{say.archived}</Pill>}
      </Cell>
      <Cell of="sku">{sku === productId ? <span className="unseen">{say.noSku}</span> : sku}</Cell>
      <Cell of="category">{known ? categoryIn(language, known) : category}</Cell>
      <Cell of="producer">{producer}</Cell>
      <Cell of="price">{money(priceMinor)}</Cell>
      <Cell of="stock">
        <span className={warehouseUnits !== null && warehouseUnits < LOW_STOCK_UNITS ? 'low' : undefined}>
          {warehouseUnits?.toLocaleString(language) ?? '–'}
        </span>
      </Cell>
    </div>
  );
}

function Cell({ of, children }: { of: (typeof columns)[number] | 'choose'; children: ReactNode }) {
  return (
    <span role="cell" className={`products-${of}`}>
      {children}
    </span>
  );
}
