import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { ListedInsight } from '../../../../shared/contract/insights-list.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { insightsListMessages } from '../../../i18n/insights-list.ts';
import { overTimeMessages } from '../../../i18n/insights-over-time.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { amountCell, type Cell, saveCsv } from '../../../stores/csv-file.ts';
import { askRoute, questionsOf } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Table } from '../../../ui/Table.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { StatusPill } from '../console/StatusPill.tsx';
import { NotRead } from '../shell/NotRead.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import {
  chosenIn,
  hostsOf,
  type ListColumn,
  type ListOrder,
  listColumns,
  MAX_TEXT,
  type StreamState,
  streamStates,
  useListFilter,
} from './list-filter.ts';
import { amount, NO_VALUE, percent } from './number-words.ts';
import { OVER_TIME } from './over-time/day-range.ts';
import '../../../ui/find.css';
import './insights-list.css';

/** While a stream is on its numbers move, and while some are counted more come. */
const LIVE_PAUSE_MS = 5_000;
const COUNTING_PAUSE_MS = 500;

/** The streams to look back on, each with its numbers; found, filtered and sorted, all of which stands in the address. */
export function InsightsList() {
  return (
    <QueryClientProvider client={questionsOf(useWorld())}>
      <List />
    </QueryClientProvider>
  );
}

function List() {
  const say = useMessages(insightsMessages);
  const words = useMessages(insightsListMessages);
  const overTime = useMessages(overTimeMessages);
  const world = useWorld();
  const language = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['insightsList'],
    queryFn: () => askRoute(world, 'insightsList'),
    refetchInterval: ({ state: { data: told } }) => {
      if (!told) return false;
      if (!told.isWhole) return COUNTING_PAUSE_MS;
      return told.streams.some(({ endedAtMs }) => endedAtMs === null) ? LIVE_PAUSE_MS : false;
    },
  });
  const { filter, choose } = useListFilter();
  const streams = data?.streams ?? [];
  const shown = chosenIn(streams, filter, language);
  /** The list as it stands. */
  const seen = (): Cell[][] => [
    [...listColumns.map((column) => words.columns[column]), words.host, words.began],
    ...shown.map((stream) => {
      const { liveStartMs, scheduledAtMs, currency, numbers } = stream;
      const { title, hostName } = titledIn(language, stream);
      const { gmvPaidMinor = null, paidOrders = null, viewers = null, cvr = null } = numbers ?? {};
      const began = dayAndTime(liveStartMs ?? scheduledAtMs, language);
      return [title, amountCell(gmvPaidMinor, currency), paidOrders, viewers, cvr, hostName, began];
    }),
  ];
  return (
    <main className="page insights-list" aria-busy={!data && !error}>
      <StaffHead title={say.title}>
        {shown.length > 0 && (
          <Button look="line" onClick={() => saveCsv('streams', seen())}>
            {say.saveSeen}
          </Button>
        )}
        <a className="button line" href={OVER_TIME}>
          {overTime.title}
        </a>
      </StaffHead>
      <NotRead fault={error} notYours={words.notYours} onAgain={() => void refetch()} />
      {!data && !error && <Bones count={6} />}
      {data && streams.length === 0 && <Empty says={say.none} />}
      {streams.length > 0 && (
        <>
          <Filters streams={streams} filter={filter} choose={choose} />
          <Totals streams={shown} />
          {shown.length === 0 ? (
            <div className="stream-none">
              <p role="status">{words.nothingFound}</p>
              <Button look="line" onClick={() => choose({ ...filter, text: '', host: '', state: 'all' })}>
                {words.showAll}
              </Button>
            </div>
          ) : (
            <Rows streams={shown} order={filter.order} onOrder={(order) => choose({ ...filter, order })} />
          )}
        </>
      )}
    </main>
  );
}

type Filter = ReturnType<typeof useListFilter>['filter'];

function Filters({
  streams,
  filter,
  choose,
}: {
  streams: readonly ListedInsight[];
  filter: Filter;
  choose(filter: Filter): void;
}) {
  const words = useMessages(insightsListMessages);
  const language = useLanguage();
  const { by, isDescending } = filter.order;
  return (
    <div className="insights-filters">
      <label className="find">
        <Icon name="search" />
        <span className="unseen">{words.find}</span>
        <input
          type="search"
          placeholder={words.find}
          maxLength={MAX_TEXT}
          value={filter.text}
          onChange={(event) => choose({ ...filter, text: event.target.value })}
        />
      </label>
      <SelectField
        label={words.host}
        value={filter.host}
        options={[
          { value: '', words: words.everyHost },
          ...hostsOf(streams, language).map((name) => ({ value: name, words: name })),
        ]}
        onChange={(host) => choose({ ...filter, host })}
      />
      <SelectField
        label={words.state}
        value={filter.state}
        options={streamStates.map((state) => ({ value: state, words: words.states[state] }))}
        onChange={(state) => choose({ ...filter, state: state as StreamState })}
      />
      <div className="insights-sort">
        <SelectField
          label={words.sort}
          value={`${by} ${isDescending}`}
          options={listColumns.flatMap((column) =>
            [true, false].map((down) => ({
              value: `${column} ${down}`,
              words: `${words.columns[column]} ${down ? '↓' : '↑'}`,
            })),
          )}
          onChange={(chosen) => {
            const [column, down] = chosen.split(' ');
            choose({ ...filter, order: { by: column as ListColumn, isDescending: down === 'true' } });
          }}
        />
      </div>
    </div>
  );
}

/** What those in the list come to, where they sell in one currency. */
function Totals({ streams }: { streams: readonly ListedInsight[] }) {
  const words = useMessages(insightsListMessages);
  const language = useLanguage();
  const currencies = new Set(streams.map(({ currency }) => currency));
  const [currency] = currencies;
  const sum = (read: (numbers: NonNullable<ListedInsight['numbers']>) => number) =>
    streams.reduce((all, { numbers }) => all + (numbers ? read(numbers) : 0), 0);
  return (
    <p className="soft figures insights-totals" role="status">
      {[
        words.streams(streams.length),
        ...(currencies.size === 1 && currency !== undefined
          ? [
              `${words.columns.gmvPaidMinor} ${amount(
                sum((each) => each.gmvPaidMinor),
                currency,
                language,
              )}`,
            ]
          : []),
        words.orders(sum((each) => each.paidOrders)),
      ].join(' · ')}
    </p>
  );
}

function Rows({
  streams,
  order,
  onOrder,
}: {
  streams: readonly ListedInsight[];
  order: ListOrder;
  onOrder(order: ListOrder): void;
}) {
  const say = useMessages(insightsMessages);
  const words = useMessages(insightsListMessages);
  return (
    <Table label={say.title} className="insights-rows">
      <thead>
        <tr>
          {listColumns.map((column) => {
            const isBy = order.by === column;
            return (
              <th
                key={column}
                scope="col"
                aria-sort={!isBy ? 'none' : order.isDescending ? 'descending' : 'ascending'}
              >
                <button
                  type="button"
                  onClick={() => onOrder({ by: column, isDescending: isBy ? !order.isDescending : true })}
                >
                  {words.columns[column]}
                  <span aria-hidden="true">{!isBy ? '' : order.isDescending ? ' ↓' : ' ↑'}</span>
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {streams.map((stream) => (
          <Row key={stream.streamId} stream={stream} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ stream }: { stream: ListedInsight }) {
  const words = useMessages(insightsListMessages);
  const language = useLanguage();
  const { slug, status, liveStartMs, scheduledAtMs, currency, numbers } = stream;
  const { title, hostName } = titledIn(language, stream);
  const cells: [ListColumn, string][] = [
    ['gmvPaidMinor', numbers ? amount(numbers.gmvPaidMinor, currency, language) : NO_VALUE],
    ['paidOrders', numbers ? numbers.paidOrders.toLocaleString(language) : NO_VALUE],
    ['viewers', numbers ? numbers.viewers.toLocaleString(language) : NO_VALUE],
    ['cvr', percent(numbers?.cvr ?? null, language)],
  ];
  return (
    <tr>
      <th scope="row">
        <a href={`/insights/${slug}`}>
          <bdi>{title}</bdi>
          {status !== 'CLOSED' && <StatusPill status={status} />}
        </a>
        <span className="soft small">
          {dayAndTime(liveStartMs ?? scheduledAtMs, language)} · <bdi>{hostName}</bdi>
        </span>
      </th>
      {cells.map(([column, value]) => (
        <td key={column} data-name={words.columns[column]}>
          {value}
        </td>
      ))}
    </tr>
  );
}
