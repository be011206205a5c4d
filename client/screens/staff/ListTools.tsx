import type { ReactNode } from 'react';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { listToolsWords } from '../../i18n/list-tools.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Table } from '../../ui/Table.tsx';
import { type ListAsked, MAX_TEXT } from './list-address.ts';
import '../../ui/dense-list.css';
import '../../ui/find.css';

interface Tools<Column extends string> {
  asked: ListAsked<Column>;
  ask(asked: ListAsked<Column>): void;
  columns: readonly { name: Column; words: string; isFigure?: boolean }[];
}

interface FilterWords {
  /** What can be looked for. */
  find: string;
  only: { label: string; options: readonly { value: string; words: string }[] };
}

/** A dense list with its field and choice, how many of all are shown, and its rows; without any the way back to all. */
export function DenseList<Column extends string>({
  label,
  className,
  filters,
  shown,
  all,
  count,
  hasActs = false,
  rows,
  ...tools
}: Tools<Column> & {
  label: string;
  className: string;
  filters: FilterWords;
  shown: number;
  all: number;
  /** "3 of 40 streams". @param figures what is shown, of all */
  count(figures: string): string;
  hasActs?: boolean;
  rows: ReactNode;
}) {
  const say = useMessages(listToolsWords);
  const language = useLanguage();
  return (
    <>
      <ListFilters {...tools} {...filters} />
      <p className="dense-count soft small figures" role="status">
        {count(say.of(shown.toLocaleString(language), all.toLocaleString(language)))}
      </p>
      {shown === 0 ? (
        <NothingFound onAll={() => tools.ask({ ...tools.asked, text: '', choice: '' })} />
      ) : (
        <Table label={label} className={`dense-rows ${className}`}>
          <ListHeads {...tools} hasActs={hasActs} />
          <tbody>{rows}</tbody>
        </Table>
      )}
    </>
  );
}

/** A dense list of which nothing is left, and the way back to all of it. */
export function NothingFound({ onAll }: { onAll(): void }) {
  const say = useMessages(listToolsWords);
  return (
    <div className="dense-none">
      <p>{say.nothingFound}</p>
      <Button look="line" onClick={onAll}>
        {say.showAll}
      </Button>
    </div>
  );
}

/** A field, a choice, and in a hand, where the list has no heads, what it is sorted by. */
function ListFilters<Column extends string>({
  asked,
  ask,
  columns,
  find,
  only,
}: Tools<Column> & FilterWords) {
  const say = useMessages(listToolsWords);
  const sort = asked.by === null ? '' : `${asked.isDescending ? '-' : ''}${asked.by}`;
  return (
    <div className="dense-filters">
      <label className="find">
        <Icon name="search" />
        <span className="unseen">{find}</span>
        <input
          type="search"
          placeholder={find}
          maxLength={MAX_TEXT}
          value={asked.text}
          onChange={(event) => ask({ ...asked, text: event.target.value })}
        />
      </label>
      <SelectField
        label={only.label}
        value={asked.choice}
        options={[{ value: '', words: say.all }, ...only.options]}
        onChange={(choice) => ask({ ...asked, choice })}
      />
      <div className="dense-sort">
        <SelectField
          label={say.sort}
          value={sort}
          options={[
            { value: '', words: say.asUsual },
            ...columns.flatMap(({ name, words }) => [
              { value: name, words: `${words} ↑` },
              { value: `-${name}`, words: `${words} ↓` },
            ]),
          ]}
          onChange={(chosen) => {
            const by = columns.find(({ name }) => name === chosen.replace(/^-/, ''))?.name ?? null;
            ask({ ...asked, by, isDescending: chosen.startsWith('-') });
          }}
        />
      </div>
    </div>
  );
}

/** The heads of a dense list: a press sorts by it, another one the other way, a third as the list came. */
export function ListHeads<Column extends string>({
  asked,
  ask,
  columns,
  hasActs = false,
}: Tools<Column> & { hasActs?: boolean }) {
  const say = useMessages(listToolsWords);
  return (
    <thead>
      <tr>
        {columns.map(({ name, words, isFigure = false }) => {
          const isBy = asked.by === name;
          const isSecond = isBy && asked.isDescending !== isFigure;
          // Figures first from the largest, words from the first on.
          const next = isBy ? !asked.isDescending : isFigure;
          return (
            <th
              key={name}
              scope="col"
              className={isFigure ? 'figure' : undefined}
              aria-sort={!isBy ? 'none' : asked.isDescending ? 'descending' : 'ascending'}
            >
              <button
                type="button"
                onClick={() => ask({ ...asked, by: isSecond ? null : name, isDescending: !isSecond && next })}
              >
                {words}
                <span aria-hidden="true">{!isBy ? '' : asked.isDescending ? ' ↓' : ' ↑'}</span>
              </button>
            </th>
          );
        })}
        {hasActs && (
          <th scope="col">
            <span className="unseen">{say.acts}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
