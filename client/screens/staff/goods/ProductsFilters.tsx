import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { categoryIn, producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { productsWords } from '../../../i18n/products.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { FilterChips } from '../orders/FilterChips.tsx';
import { useIsWide } from '../orders/use-is-wide.ts';
import type { ProductsFilter, ProductsSort } from './products-address.ts';
import '../../../ui/find.css';

/** A pause in typing after which the products are asked for. */
const TYPING_PAUSE_MS = 250;
/** In the place of a value: a category may be called anything. */
const [ALL, NONE, ONE] = ['all', 'none', 'is '];

/** What a chip asks for, apart from everything else that was chosen. */
const chips = {
  all: {},
  low: { stock: 'low' },
  out: { stock: 'out' },
  archived: { archived: 'only' },
} as const satisfies Record<string, ProductsFilter>;
type Chip = keyof typeof chips;

interface Choosing {
  filter: ProductsFilter;
  choose(filter: ProductsFilter): void;
}

/** What the catalogue can be narrowed to, with how many products each choice has. */
export function useProductFacets() {
  const world = useWorld();
  return useQuery({ queryKey: ['products', 'facets'], queryFn: () => askRoute(world, 'productFacets') }).data;
}

/** Which products: by their words, stock and archive, category and producer. */
export function ProductsFilters({ filter, choose }: Choosing) {
  const say = useMessages(productsWords);
  const language = useLanguage();
  const facets = useProductFacets();
  const isWide = useIsWide();
  const counts = { all: facets?.products, low: facets?.low, out: facets?.out, archived: facets?.archived };
  const words = (chip: Chip) => {
    const count = counts[chip];
    return count === undefined ? say[chip] : say.chip(say[chip], count.toLocaleString(language));
  };
  return (
    <div className="orders-filters">
      <FindProducts filter={filter} choose={choose} />
      <FilterChips legend={say.chips} chips={chips} wordsOf={words} filter={filter} choose={choose} />
      <details className="orders-more products-more" open={isWide || hasMore(filter)}>
        <summary>{say.filters}</summary>
        <div className="orders-fields">
          <CategoryChoice filter={filter} choose={choose} />
          <ProducerChoice filter={filter} choose={choose} />
          <SortChoice filter={filter} choose={choose} />
        </div>
      </details>
    </div>
  );
}

function hasMore({ category, producer, sort }: ProductsFilter): boolean {
  return [category, producer, sort].some((each) => each !== undefined);
}

function FindProducts({ filter, choose }: Choosing) {
  const say = useMessages(productsWords);
  const { q = '', ...others } = filter;
  const [text, setText] = useState(q);
  const said = useRef(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Another link may have said what is looked for; what is being typed stays.
  useEffect(() => {
    if (q !== said.current) setText(q);
    said.current = q;
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  function type(typed: string) {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      said.current = typed.trim();
      choose(said.current === '' ? others : { ...others, q: said.current });
    }, TYPING_PAUSE_MS);
  }
  return (
    <label className="find">
      <Icon name="search" size={18} />
      <span className="unseen">{say.find}</span>
      <input
        type="search"
        value={text}
        maxLength={80}
        placeholder={say.find}
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
      />
    </label>
  );
}

function CategoryChoice({ filter, choose }: Choosing) {
  const say = useMessages(productsWords);
  const language = useLanguage();
  const facets = useProductFacets();
  const { category, ...others } = filter;
  const known = facets?.categories ?? [];
  const listed = known.filter((each) => each.category !== '');
  const isListed = !category || listed.some((each) => each.category === category);
  const hasNone = category === '' || known.some((each) => each.category === '');
  return (
    <SelectField
      label={say.category}
      value={category === undefined ? ALL! : category === '' ? NONE! : `${ONE}${category}`}
      options={[
        { value: ALL!, words: say.allCategories },
        ...(hasNone ? [{ value: NONE!, words: say.noCategory }] : []),
        ...(isListed ? [] : [{ value: `${ONE}${category}`, words: category }]),
        ...listed.map((each) => ({
          value: `${ONE}${each.category}`,
          words: say.choice(categoryIn(language, each), each.products.toLocaleString(language)),
        })),
      ]}
      onChange={(value) =>
        choose(
          value === ALL ? others : { ...others, category: value === NONE ? '' : value.slice(ONE!.length) },
        )
      }
    />
  );
}

function ProducerChoice({ filter, choose }: Choosing) {
  const say = useMessages(productsWords);
  const language = useLanguage();
  const known = useProductFacets()?.producers ?? [];
  const { producer, ...others } = filter;
  const isListed = producer === undefined || known.some(({ producerId }) => producerId === producer);
  return (
    <SelectField
      label={say.producer}
      value={producer ?? ''}
      options={[
        { value: '', words: say.allProducers },
        ...(isListed ? [] : [{ value: producer, words: '…' }]),
        ...known.map((each) => ({
          value: each.producerId,
          words: say.choice(producerIn(language, each), each.products.toLocaleString(language)),
        })),
      ]}
      onChange={(value) => choose(value === '' ? others : { ...others, producer: value })}
    />
  );
}

/** In a hand there is no head of a table to tap. */
function SortChoice({ filter, choose }: Choosing) {
  const say = useMessages(productsWords);
  const { sort = 'made', order: _, ...others } = filter;
  return (
    <div className="products-sort">
      <SelectField
        label={say.sortBy}
        value={sort}
        options={(Object.keys(say.sorts) as ProductsSort[]).map((value) => ({
          value,
          words: say.sorts[value],
        }))}
        onChange={(value) => choose(value === 'made' ? others : { ...others, sort: value as ProductsSort })}
      />
    </div>
  );
}
