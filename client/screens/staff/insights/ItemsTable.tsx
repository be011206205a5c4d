import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { PartBy, SalesPart } from '../../../../shared/contract/parts.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import type { Channel } from '../../../../shared/values/channel.ts';
import { LEAST_AT_STEP, lossSteps } from '../../../../shared/values/lost-most.ts';
import { channelMessages } from '../../../i18n/channels.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { itemsMessages } from '../../../i18n/insights-items.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { saveCsv } from '../../../stores/csv-file.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { followed } from '../../../ui/followed-media.ts';
import { part } from '../../../ui/part.tsx';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { useRowKeys } from '../orders/use-row-keys.ts';
import { ItemCell } from './ItemCell.tsx';
import { ItemColumns } from './ItemColumns.tsx';
import type { OpenMinutes } from './item-minutes.ts';
import {
  isCountedOf,
  keepColumns,
  keptColumns,
  lossColumns,
  type PartColumn,
  type RowOrder,
  sortRows,
  unitOf,
  valueIn,
  withRanked,
} from './items-columns.ts';
import { itemsFile } from './items-file.ts';
import { type LossSpan, ordersOfPart, type PartRow, partRows, withQuestions } from './items-rows.ts';
import { percent } from './number-words.ts';
import { ToPayment } from './ToPayment.tsx';
import { useParts } from './use-parts.ts';
import { useQuestions } from './use-questions.ts';
import './items-table.css';

type Told = Pick<SalesReport, 'slug' | 'status' | 'liveStartMs' | 'items' | 'currency'>;

const ItemMinutes = part(() => import('./ItemMinutes.tsx').then((module) => module.ItemMinutes));

/** What one may ask a loss of. By kind of price nobody knows who tapped. */
const spans: readonly LossSpan[] = [...lossSteps, 'toPayment'];

const BYS = ['item', 'producer', 'channel', 'price'] as const satisfies readonly PartBy[];

/** Every item of the lineup, or every producer, channel or kind of price, from seen to kept; whatever lost most is on top. */
export function ItemsTable({ report }: { report: Told }) {
  const say = useMessages(itemsMessages);
  const { keep } = useWorld();
  const [by, setBy] = useState<PartBy>('item');
  /** Whose items alone are listed, by name. */
  const [producer, setProducer] = useState<string | null>(null);
  const [chosen, setChosen] = useState(() => keptColumns(keep));
  const choose = (columns: readonly PartColumn[]) => {
    keepColumns(keep, columns);
    setChosen(columns);
  };
  const [step, setStep] = useState<LossSpan | null>(null);
  const columns = chosen.filter((column) => isCountedOf(by, column));
  return (
    <>
      <div className="items-choices">
        <fieldset>
          <legend className="unseen">{say.by}</legend>
          {BYS.map((each) => (
            <Button
              key={each}
              look={by === each ? 'held' : 'line'}
              aria-pressed={by === each}
              onClick={() => {
                setBy(each);
                setProducer(null);
              }}
            >
              {say.bys[each]}
            </Button>
          ))}
        </fieldset>
        <label className="items-step">
          <span className="soft small">{say.step}</span>
          <select
            value={step ?? ''}
            onChange={({ target: { value } }) => setStep(spans.find((each) => each === value) ?? null)}
          >
            <option value="">{say.everyStep}</option>
            {spans.map((each) => (
              <option key={each} value={each}>
                {say.steps[each]}
              </option>
            ))}
          </select>
        </label>
        {producer !== null && (
          <Button look="held" aria-label={say.allProducers(producer)} onClick={() => setProducer(null)}>
            {producer} ×
          </Button>
        )}
        <span className="soft small items-keys">{say.keys}</span>
        <ItemColumns by={by} chosen={chosen} choose={choose} />
      </div>
      <p className="soft small">
        {say.notes[by]} {say.people[by]}
      </p>
      <Rows
        key={by}
        by={by}
        step={step}
        setStep={setStep}
        report={report}
        columns={columns}
        producer={producer}
        onProducer={(name) => {
          setBy('item');
          setProducer(name);
        }}
      />
      <details className="items-defined">
        <summary>{say.defined}</summary>
        <dl className="columns-defined soft">
          {columns.map((column) => (
            <div key={column}>
              <dt>{say.columns[column]}</dt>
              <dd>{definitionOf(say, column)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

function definitionOf(say: typeof itemsMessages.en, column: PartColumn): string {
  return column === 'lost' ? say.definitions.lost(LEAST_AT_STEP) : say.definitions[column];
}

function Rows({
  by,
  step,
  setStep,
  report,
  columns: chosen,
  producer,
  onProducer,
}: {
  by: PartBy;
  step: LossSpan | null;
  setStep(step: LossSpan): void;
  report: Told;
  columns: readonly PartColumn[];
  producer: string | null;
  onProducer(name: string): void;
}) {
  const say = useMessages(itemsMessages);
  const sayChannel = useMessages(channelMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const { data, error } = useParts(report, by);
  const questions = useQuestions(report.slug);
  const [order, setOrder] = useState<RowOrder>({ by: 'lost', isDescending: true });
  if (!data) return error ? <p role="alert">{say.notRead}</p> : <Bones count={6} />;
  const nameOf = ({ of, name, nameEn }: SalesPart) => {
    if (by === 'channel') return sayChannel.channels[of as Channel];
    if (by === 'price') return say.prices[of === 'flash' ? 'flash' : 'list'];
    return (language === 'en' && nameEn) || name || of;
  };
  const all = withQuestions(partRows(by, data.parts, report.items, nameOf, step), questions);
  const rows = sortRows(
    producer === null ? all : all.filter(({ item }) => item?.producer === producer),
    order,
  );
  const columns = withRanked(chosen, order.by);
  if (rows.length === 0) return <p className="soft">{say.none}</p>;
  const save = () =>
    saveCsv(
      `${report.slug}-${by}`,
      itemsFile({ by, columns, rows, currency: report.currency, say, language }),
    );
  return (
    <>
      {!data.isWhole && (
        <p className="soft figures" role="status">
          {say.reading(percent(data.seq / Math.max(1, data.headSeq), language))}
        </p>
      )}
      <div className="items-save">
        {step === null && (
          <ToPayment {...{ by, report, nameOf }} parts={data.parts} onAll={() => setStep('toPayment')} />
        )}
        <Button look="line" onClick={save}>
          {words.saveSeen}
        </Button>
      </div>
      <RowsTable {...{ by, report, columns, rows, order, setOrder, onProducer }} />
    </>
  );
}

const useIsFinger = followed('(pointer: coarse)');
/** In px; the style has them as `--touch`. */
const heightOf = (isFinger: boolean) => (isFinger ? 48 : 36);
/** So many rows are drawn as they are; of more only those in sight. */
const MOST_DRAWN = 60;

interface Ordered {
  order: RowOrder;
  setOrder(order: RowOrder): void;
}
interface Table extends Ordered {
  by: PartBy;
  report: Told;
  columns: readonly PartColumn[];
  rows: readonly PartRow[];
  onProducer(name: string): void;
}

/** One list that scrolls by itself, its head in sight. J, K and the arrows go from row to row, Enter opens its orders. */
function RowsTable({ by, report, columns, rows, order, setOrder, onProducer }: Table) {
  const say = useMessages(itemsMessages);
  const frame = useRef<HTMLElement>(null);
  const height = heightOf(useIsFinger());
  const isLong = rows.length > MOST_DRAWN;
  const virtual = useVirtualizer({
    count: isLong ? rows.length : 0,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 10,
    scrollPaddingStart: height,
  });
  useRowKeys(frame, rows.length, (index) => {
    if (isLong) virtual.scrollToIndex(index, { align: 'auto' });
  });
  const [open, setOpen] = useState<OpenMinutes | null>(null);
  const opened = open && rows.find(({ part }) => part.of === String(open.itemNumber));
  const drawn = isLong ? virtual.getVirtualItems().map(({ index }) => index) : [...rows.keys()];
  const [first = 0, last = -1] = [drawn[0], drawn.at(-1)];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable without a pointer. */}
      <section className="items-scroll" ref={frame} tabIndex={0} aria-label={say.bys[by]}>
        <table className="table figures items-table" aria-label={say.bys[by]} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {(['name', ...columns] as const).map((column) => (
                <Head
                  key={column}
                  words={column === 'name' ? say.named[by] : say.columns[column]}
                  title={column === 'name' ? undefined : definitionOf(say, column)}
                  column={column}
                  order={order}
                  setOrder={setOrder}
                  others={column === 'lost' ? lossColumns.filter((each) => !columns.includes(each)) : []}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <Space height={first * height} />
            {drawn.map((index) => (
              <Row key={rows[index]!.part.of} index={index} slug={report.slug} by={by} row={rows[index]!}>
                {columns.map((column) => (
                  <td key={column} className={`column-${column}`}>
                    <ItemCell
                      slug={report.slug}
                      liveStartMs={report.liveStartMs}
                      by={by}
                      row={rows[index]!}
                      column={column}
                      currency={report.currency}
                      onPeople={(of) => {
                        const { part, name } = rows[index]!;
                        if (by === 'producer') onProducer(name);
                        else setOpen({ itemNumber: Number(part.of), column: of });
                      }}
                    />
                  </td>
                ))}
              </Row>
            ))}
            <Space height={(rows.length - 1 - last) * height} />
          </tbody>
        </table>
      </section>
      {opened && (
        <ItemMinutes
          report={report}
          row={opened}
          open={open}
          of={Number(valueIn(opened, open.column) ?? 0)}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** Rows that are not drawn. */
function Space({ height }: { height: number }) {
  return height > 0 ? <tr style={{ height }} /> : null;
}

function Head({
  words,
  title,
  column,
  order,
  setOrder,
  others,
}: {
  words: string;
  title: string | undefined;
  column: RowOrder['by'];
  /** Columns that do not stand there, by which a tap ranks all the same. */
  others: readonly PartColumn[];
} & Ordered) {
  const say = useMessages(itemsMessages);
  const isBy = order.by === column;
  const unit = unitOf[column];
  return (
    <th
      scope="col"
      className={column === 'name' ? 'name' : `column-${column}`}
      aria-sort={!isBy ? 'none' : order.isDescending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        title={title}
        onClick={() => setOrder({ by: column, isDescending: isBy ? !order.isDescending : column !== 'name' })}
      >
        {words}
        <span aria-hidden="true">{!isBy ? '' : order.isDescending ? ' ↓' : ' ↑'}</span>
        {unit && ' '}
        {unit && <span className="column-unit">{say.units[unit]}</span>}
      </button>
      {others.map((each) => (
        <button
          key={each}
          type="button"
          title={definitionOf(say, each)}
          onClick={() => setOrder({ by: each, isDescending: true })}
        >
          {say.columns[each]}
        </button>
      ))}
    </th>
  );
}

function Row({
  index,
  slug,
  by,
  row: { part, name, item },
  children,
}: {
  index: number;
  slug: string;
  by: PartBy;
  row: PartRow;
  children: ReactNode;
}) {
  function open({ key, target, currentTarget }: KeyboardEvent<HTMLTableRowElement>) {
    if (key === 'Enter' && target === currentTarget) currentTarget.querySelector('a')?.click();
  }
  return (
    <tr tabIndex={-1} data-row={index} aria-rowindex={index + 2} onKeyDown={open}>
      <th scope="row" className="name" title={item ? `${name} · ${item.producer}` : name}>
        <span className="item-name">
          {item && <b>{item.itemNumber}</b>}{' '}
          <OrdersLink filter={ordersOfPart(slug, by, part.of)}>{name}</OrdersLink>{' '}
          {item && <span className="soft">{item.producer}</span>}
        </span>
      </th>
      {children}
    </tr>
  );
}
