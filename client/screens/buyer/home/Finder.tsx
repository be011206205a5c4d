import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { CategoryCount } from '../../../../shared/contract/search.ts';
import type { ListedStream } from '../../../../shared/market/stream/contract.ts';
import { categoryIn } from '../../../../shared/values/names.ts';
import { MAX_SOUGHT } from '../../../../shared/values/search-bounds.ts';
import { commonMessages } from '../../../i18n/common.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { isSeeking, type SearchStore, type Sought } from '../../../stores/search-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { useIsShortOfWords } from '../../../ui/followed-media.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { FoundProducts } from './FoundProducts.tsx';
import { ComingCard, LiveCard, PastCard } from './StreamCards.tsx';
import { streamsWith } from './streams-with.ts';
import { homeWords } from './words.ts';
import './finder.css';

/** What the page was opened with: a search has an address, so that a step back from what it found leads to it. */
export function soughtAt(search: string): Sought {
  const asked = new URLSearchParams(search);
  return { text: (asked.get('q') ?? '').slice(0, MAX_SOUGHT), category: asked.get('category') };
}

/**
 * The field, and the categories as chips in one row. The address is written with the answer: browsers refuse one that
 * changes with every key.
 */
export function Finder({ search }: { search: SearchStore }) {
  const say = useMessages(homeWords);
  const { sought, categories, answered } = useStore(search.store);
  const isShort = useIsShortOfWords();
  useEffect(() => {
    if (answered) writeAddress(answered);
  }, [answered]);
  return (
    <search className="finder">
      <label className="find-field">
        <Icon name="search" />
        <span className="unseen">{say.search}</span>
        <input
          type="search"
          enterKeyHint="search"
          placeholder={isShort ? say.searchShort : say.search}
          maxLength={MAX_SOUGHT}
          value={sought.text}
          onChange={(event) => search.seek({ ...sought, text: event.target.value })}
        />
      </label>
      {categories !== null && categories.length > 0 && (
        <fieldset className="chips">
          <legend className="unseen">{say.categories}</legend>
          {categories.map((each) => (
            <Chip
              key={each.category}
              category={each}
              isChosen={each.category === sought.category}
              onChoose={() =>
                search.seek({
                  ...sought,
                  category: each.category === sought.category ? null : each.category,
                })
              }
            />
          ))}
        </fieldset>
      )}
    </search>
  );
}

/** What else stands in the address, the channel that somebody came by for instance, stays there. */
function writeAddress({ text, category }: Sought): void {
  const address = new URL(location.href);
  const write = (name: string, value: string) =>
    value === '' ? address.searchParams.delete(name) : address.searchParams.set(name, value);
  write('q', text.trim());
  write('category', category ?? '');
  if (address.href !== location.href) history.replaceState(history.state, '', address);
}

function Chip({
  category,
  isChosen,
  onChoose,
}: {
  category: CategoryCount;
  isChosen: boolean;
  onChoose(): void;
}) {
  const language = useLanguage();
  return (
    <button type="button" className="chip" aria-pressed={isChosen} onClick={onChoose}>
      <bdi>{categoryIn(language, category)}</bdi>
      <span className="soft figures">{category.products}</span>
    </button>
  );
}

/** What was found, in the place of what is on: products first, then streams by title, host and products. */
export function Found({ search, streams }: { search: SearchStore; streams: readonly ListedStream[] }) {
  const say = useMessages(homeWords);
  const common = useMessages(commonMessages);
  const { sought, found, reason } = useStore(search.store);
  const text = sought.text.trim();
  // What was found before stands there while the next is typed, but never for another category.
  const isOf = found !== null && isSeeking(found.by) && found.by.category === sought.category;
  const isNewest = isOf && found.by === sought;
  const matching =
    sought.category === null ? streamsWith(streams, text, (isNewest && found.streams) || []) : [];
  return (
    <div className="found" aria-busy={!isNewest && !reason}>
      <div className="found-head">
        <div role="status">
          <h2>
            {!isOf
              ? say.searching
              : found.total === 0 && matching.length > 0
                ? say.streamsFound(matching.length)
                : say.found(found.total)}
          </h2>
        </div>
        <Button look="line" onClick={() => search.seek({ text: '', category: null })}>
          {say.clear}
        </Button>
      </div>
      {reason && (
        <Notice tone="fault">
          <p>{say.unreachable}</p>
          <Button look="line" onClick={search.again}>
            {common.tryAgain}
          </Button>
        </Notice>
      )}
      {isOf && <FoundProducts products={found.products} />}
      {isOf && found.total > found.products.length && (
        <p className="soft">{say.moreFound(found.total - found.products.length)}</p>
      )}
      {isNewest && found.total === 0 && matching.length === 0 && <p className="soft">{say.nothingFound}</p>}
      {matching.length > 0 && (
        <section>
          <h2>{say.streams}</h2>
          <ul className="stream-grid">
            {matching.map((stream) => (
              <AnyCard key={stream.streamId} stream={stream} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function AnyCard({ stream }: { stream: ListedStream }) {
  if (stream.status === 'SCHEDULED') return <ComingCard stream={stream} />;
  const isOn = stream.status === 'LIVE' || stream.status === 'INTERRUPTED';
  return isOn ? <LiveCard stream={stream} /> : <PastCard stream={stream} />;
}
