import type { PartBy } from '../../../../shared/contract/parts.ts';
import { itemsMessages } from '../../../i18n/insights-items.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import type { MinuteColumn } from './item-minutes.ts';
import { ordersLost, type PartRow, type SpanLoss } from './items-rows.ts';
import { filmPath } from './machine/film-address.ts';
import { NO_VALUE } from './number-words.ts';

/**
 * At which step a part lost most, how many of how many, and when: the number and the time open those orders; of people, the
 * number opens the minutes of the step that they came from, or a producer's items, and the time the film as it was then.
 */
export function LostMost({
  slug,
  liveStartMs,
  by,
  row,
  onPeople,
}: {
  slug: string;
  liveStartMs: number | null;
  by: PartBy;
  row: PartRow;
  onPeople(column: MinuteColumn): void;
}) {
  const say = useMessages(itemsMessages);
  const language = useLanguage();
  const { most, part } = row;
  const count = (n: number) => n.toLocaleString(language);
  if (row.isUnknown) return <span className="soft">{NO_VALUE}</span>;
  if (!most && row.isTooFew) return <span className="soft">{say.tooFew}</span>;
  if (!most && row.partlyLost > 0) return <span className="soft">{say.unitsOnly(row.partlyLost)}</span>;
  if (!most) return <span className="soft">{say.nothingLost}</span>;
  const { step } = most;
  const all = ordersLost(slug, by, part.of, most);
  const words = say.of(count(most.lost), count(most.of));
  return (
    <span className="lost-most">
      <span className="soft lost-step">{say.steps[step]}</span>{' '}
      {all ? (
        <OrdersLink filter={all}>{words}</OrdersLink>
      ) : (by === 'item' || by === 'producer') &&
        (step === 'tapped' || step === 'added' || step === 'toPayment') ? (
        <button
          type="button"
          className="text-button"
          aria-haspopup={by === 'item' ? 'dialog' : undefined}
          title={by === 'item' ? undefined : say.openItems(say.steps[step], words, row.name)}
          onClick={() => onPeople(step === 'toPayment' ? 'tapped' : step)}
        >
          {words}
        </button>
      ) : (
        words
      )}{' '}
      <span className="soft lost-unit">{say.units[all ? 'orders' : 'people']}</span>{' '}
      <span className="lost-when">
        <LostWhen {...{ slug, liveStartMs, by }} of={part.of} loss={most} />
      </span>
    </span>
  );
}

/** The minutes in which most of it was lost. */
export function LostWhen({
  slug,
  liveStartMs,
  by,
  of,
  loss,
}: {
  slug: string;
  liveStartMs: number | null;
  by: PartBy;
  of: string;
  loss: SpanLoss;
}) {
  const say = useMessages(itemsMessages);
  const language = useLanguage();
  const { when } = loss;
  if (!when) return null;
  const [from, to] = [clockTime(when.fromMs, language), clockTime(when.toMs, language)];
  const run = from === to ? from : say.between(from, to);
  const words = when.lost === undefined ? run : say.mostOf(run, when.lost.toLocaleString(language));
  const then = ordersLost(slug, by, of, loss, true);
  if (then) return <OrdersLink filter={then}>{words}</OrdersLink>;
  const itemNumber = by === 'item' ? Number(of) : null;
  return <a href={filmPath(slug, { liveStartMs }, when.fromMs, itemNumber)}>{words}</a>;
}
