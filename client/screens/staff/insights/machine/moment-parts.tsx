import { useStore } from 'zustand';
import type { Moment, MomentItem, MomentRefusal } from '../../../../../shared/contract/moment.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { insightsMessages } from '../../../../i18n/insights.ts';
import { filmMessages } from '../../../../i18n/insights-film.ts';
import { floorMessages } from '../../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { whyRefused } from '../../../../i18n/refusal-words.ts';
import type { MachineStore } from '../../../../stores/machine-store.ts';
import { Table } from '../../../../ui/Table.tsx';
import { clockSecond, timeLeft } from '../../../../ui/time-words.ts';
import { amount } from '../number-words.ts';

const REFUSALS_SHOWN = 20;

/** The end of an id is enough to tell people apart. */
const shortId = (id: string) => `…${id.slice(-6)}`;

/** What buyers are called: by the number of their first order in this stream, whatever the moment, else as viewers, who are told apart by the end of their id. */
export function useBuyerNames(machine: MachineStore): (buyerId: string) => string {
  const say = useMessages(filmMessages);
  const orderOf = useStore(machine.store, (state) => state.orderOf);
  return (buyerId) => {
    const order = orderOf.get(buyerId);
    return order === undefined ? say.viewer(shortId(buyerId)) : say.buyerOf(order);
  };
}

export function MomentSums({ moment }: { moment: Moment }) {
  const say = useMessages(floorMessages);
  const language = useLanguage();
  const count = (n: number) => n.toLocaleString(language);
  const { placed, paid, expired, cancelled } = moment.orders;
  return (
    <p className="figures soft" role="status">
      {say.fact(count(moment.seq))} ·{' '}
      {say.ordersThen(count(placed), count(paid), count(expired), count(cancelled))} ·{' '}
      {say.holdsThen(count(moment.holds.count), count(moment.holds.units))}
    </p>
  );
}

/** The lineup with prices in force, running timers and every unit where it was. */
export function MomentLineup({ moment }: { moment: Moment }) {
  const say = useMessages(floorMessages);
  return (
    <section>
      <h2>{say.lineup}</h2>
      <Table label={say.lineup}>
        <thead>
          <tr>
            <th scope="col">{say.item}</th>
            <th scope="col">{say.priceType}</th>
            <th scope="col">{say.available}</th>
            <th scope="col">{say.heldNow}</th>
            <th scope="col">{say.unpaid}</th>
            <th scope="col">{say.sold}</th>
          </tr>
        </thead>
        <tbody>
          {moment.lineup.map((item) => (
            <Row key={item.itemNumber} item={item} moment={moment} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Row({ item, moment }: { item: MomentItem; moment: Moment }) {
  const say = useMessages(floorMessages);
  const language = useLanguage();
  const { itemNumber, name, isPinned, priceMinor, listPriceMinor, stock, flash } = namedIn(language, item);
  const count = (n: number) => n.toLocaleString(language);
  return (
    <tr className={isPinned ? 'pinned-then' : ''}>
      <th scope="row">
        <b>{itemNumber}</b> <bdi>{name}</bdi>
        {isPinned && <span className="pinned-word"> · {say.pinnedNow}</span>}
        {flash?.phase === 'running' && (
          <span className="flash-then">
            ⚡{say.flashLeft(timeLeft(flash.endsAtMs - moment.atMs), count(flash.free), count(flash.cap))}
          </span>
        )}
      </th>
      <td>
        {amount(priceMinor, moment.currency, language)}
        {priceMinor !== listPriceMinor && <s>{amount(listPriceMinor, moment.currency, language)}</s>}
      </td>
      <td>{count(stock.available)}</td>
      <td>{count(stock.held)}</td>
      <td>{count(stock.unpaid)}</td>
      <td>{count(stock.sold)}</td>
    </tr>
  );
}

/** One cart as its buyer saw it, while that buyer is followed. */
export function MomentCarts({ moment, machine }: { moment: Moment; machine: MachineStore }) {
  const say = useMessages(floorMessages);
  const film = useMessages(filmMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const nameOf = useBuyerNames(machine);
  const person = useStore(machine.store, (state) => state.person);
  const buyerId = person && 'buyerId' in person ? person.buyerId : null;
  if (buyerId === null) return null;
  const pieces = (n: number) => words.pieces(n.toLocaleString(language), n);
  return (
    <section>
      <h2>
        {say.cartOf(nameOf(buyerId))}{' '}
        <button type="button" className="text-button" onClick={() => machine.follow(null)}>
          {film.unfollow}
        </button>
      </h2>
      {(moment.cart?.lines.length ?? 0) === 0 ? (
        <p className="soft">{say.cartEmpty}</p>
      ) : (
        <ul className="figures">
          {moment.cart?.lines.map(({ itemNumber, holds, directUnits, expiredUnits }) => (
            <li key={itemNumber}>
              <b>{itemNumber}</b>{' '}
              {[
                ...holds.map(({ units, unitPriceMinor, untilMs }) =>
                  say.heldUntil(
                    pieces(units),
                    amount(unitPriceMinor, moment.currency, language),
                    clockSecond(untilMs, language),
                  ),
                ),
                ...(directUnits > 0 ? [say.notHeld(pieces(directUnits))] : []),
                ...(expiredUnits > 0 ? [say.ranOut(pieces(expiredUnits))] : []),
              ].join(' · ')}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What was refused in the minute of the instant, of what was counted. */
export function MomentRefusals({
  refusals,
  machine,
}: {
  refusals: readonly MomentRefusal[];
  machine: MachineStore;
}) {
  const say = useMessages(floorMessages);
  const language = useLanguage();
  const nameOf = useBuyerNames(machine);
  return (
    <section>
      <h2>{say.refusals}</h2>
      {refusals.length === 0 ? (
        <p className="soft">{say.noRefusals}</p>
      ) : (
        <ul className="figures">
          {refusals
            .slice(0, REFUSALS_SHOWN)
            .map(({ buyerId, itemNumber, code, count, firstAtMs, lastAtMs }) => (
              <li key={`${buyerId} ${itemNumber} ${code}`}>
                {itemNumber > 0 && <b>{itemNumber} </b>}
                {count === 1
                  ? say.refusedOnce(whyRefused(code, language), clockSecond(firstAtMs, language))
                  : say.refusalLine(
                      whyRefused(code, language),
                      count.toLocaleString(language),
                      clockSecond(firstAtMs, language),
                      clockSecond(lastAtMs, language),
                    )}{' '}
                <button type="button" className="text-button" onClick={() => machine.follow({ buyerId })}>
                  {nameOf(buyerId)}
                </button>
              </li>
            ))}
        </ul>
      )}
      <p className="soft note">{say.refusalsNote}</p>
    </section>
  );
}
