import { useState } from 'react';
import { useStore } from 'zustand';
import type { CashChoice, CashView } from '../../../shared/market/newcomers/contract.ts';
import { useMessages } from '../../i18n/language.ts';
import { useConsole, useCurrency, useItemName } from '../../screens/staff/console/host-context.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { AwaitedTerms } from '../../screens/staff/console/TermsSheet.tsx';
import { useOwnStore } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { createReleaseStore, type ReleaseStore } from './release-store.ts';
import { releaseMessages } from './release-words.ts';
import './release.css';

/** One choice of orders, with how many it is. */
interface Row {
  id: string;
  label: string;
  says: string;
  of: CashChoice;
  orders: number;
  /** Of these orders, those of guests who had watched for less than a minute. */
  brief: number;
}

/** Cash orders of new buyers: which of them go back, what is paused for that, and which products have no bound (H8). */
export function ReleaseSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(releaseMessages);
  const { host } = useConsole();
  const cash = useOwnStore((world) => createReleaseStore(host.slug, world));
  const { view, reason, isBusy, released } = useStore(cash.store);
  const currency = useCurrency();
  const sentence = useHostSentence(currency);
  const [chosen, choose] = useState<string | null>(null);
  const [isOnlyBrief, setOnlyBrief] = useState(false);
  const rows = useRows(view);
  if (!view) {
    return <AwaitedTerms title={say.title} reason={reason} currency={currency} onClose={onClose} />;
  }
  // Nothing else is chosen by itself: a second tap on the same place would release a village.
  const row = rows.find(({ id }) => id === chosen) ?? alarmed(rows, view);
  const onlyBrief = isOnlyBrief && row !== undefined && isMixed(row);
  const release = ({ of }: Row) => {
    choose(null);
    void cash.release(of, onlyBrief);
  };
  return (
    <Sheet
      title={say.title}
      onClose={onClose}
      footer={
        row && (
          <Button look="primary" wide busy={isBusy} onClick={() => release(row)}>
            {say.release(onlyBrief ? row.brief : row.orders)}
          </Button>
        )
      }
    >
      <div className="release">
        <p className="soft">{say.about}</p>
        {released !== null && <Notice tone="done">{say.released(released)}</Notice>}
        {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
        {rows.length === 0 && <p>{say.none}</p>}
        {rows.length > 0 && (
          <fieldset className="release-rows">
            <legend>{say.choose}</legend>
            {rows.map(({ id, label, says }) => (
              <label key={id}>
                <input type="radio" name="release" checked={id === row?.id} onChange={() => choose(id)} />
                <span>{label}</span>
                <span className="soft figures">{says}</span>
              </label>
            ))}
          </fieldset>
        )}
        {row && <Brief row={row} isOnly={onlyBrief} onChange={setOnlyBrief} />}
        <Paused view={view} cash={cash} />
        <Limits view={view} cash={cash} />
      </div>
    </Sheet>
  );
}

/** How many of a choice come from guests who had only just come; where that tells some from others, a switch. */
function Brief({ row, isOnly, onChange }: { row: Row; isOnly: boolean; onChange(isOnly: boolean): void }) {
  const say = useMessages(releaseMessages);
  if (!isMixed(row)) return <p className="soft">{row.brief > 0 ? say.allBrief : say.noneBrief}</p>;
  return (
    <div className="release-rows">
      <label>
        <input type="checkbox" checked={isOnly} onChange={({ target }) => onChange(target.checked)} />
        <span>{say.onlyBrief}</span>
        <span className="soft figures">{say.orders(row.brief)}</span>
      </label>
    </div>
  );
}

function isMixed({ brief, orders }: Row): boolean {
  return brief > 0 && brief < orders;
}

/** What is paused, each with the way back. */
function Paused({ view: { bars }, cash }: { view: CashView; cash: ReleaseStore }) {
  const say = useMessages(releaseMessages);
  const nameOf = useItemName();
  if (bars.length === 0) return null;
  const words = (of: CashChoice) =>
    of.kind === 'item' ? nameOf(of.itemNumber) : of.kind === 'network' ? say.ofNetwork : say.sinceAll;
  return (
    <section className="release-rows">
      <h3>{say.paused}</h3>
      {bars.map(({ seq, of }) => (
        <p key={seq}>
          <span>{words(of)}</span>
          <Button look="line" onClick={() => void cash.allow(seq)}>
            {say.allow}
          </Button>
        </p>
      ))}
    </section>
  );
}

/** The products with such orders: one tap ends the bound on networks for one. */
function Limits({ view: { items, open }, cash }: { view: CashView; cash: ReleaseStore }) {
  const say = useMessages(releaseMessages);
  const nameOf = useItemName();
  if (items.length === 0) return null;
  return (
    <section className="release-rows">
      <h3>{say.limits}</h3>
      {items.map(({ itemNumber }) => (
        <p key={itemNumber}>
          <span>{nameOf(itemNumber)}</span>
          {open.includes(itemNumber) ? (
            <span className="soft">{say.lifted}</span>
          ) : (
            <Button look="line" onClick={() => void cash.openProduct(itemNumber)}>
              {say.letAll}
            </Button>
          )}
        </p>
      ))}
    </section>
  );
}

function useRows(view: CashView | null): Row[] {
  const say = useMessages(releaseMessages);
  const nameOf = useItemName();
  if (!view) return [];
  const rows: Row[] = [
    ...view.networks.map(({ tag, orders, brief, units }, index) => ({
      id: idOf({ kind: 'network', tag }),
      label: say.network(index + 1),
      says: say.counts(orders, units),
      of: { kind: 'network' as const, tag },
      orders,
      brief,
    })),
    ...view.items.map(({ itemNumber, orders, brief, units }) => ({
      id: idOf({ kind: 'item', itemNumber }),
      label: nameOf(itemNumber),
      says: say.counts(orders, units),
      of: { kind: 'item' as const, itemNumber },
      orders,
      brief,
    })),
    ...view.recent.map(({ minutes, sinceMs, orders, brief }) => ({
      id: `since ${minutes}`,
      label: say.recent(minutes),
      says: say.orders(orders),
      of: { kind: 'since' as const, sinceMs },
      orders,
      brief,
    })),
  ];
  return rows.filter(({ orders }) => orders > 0);
}

/** What alarms is what somebody comes for. */
function alarmed(rows: readonly Row[], { alarms }: CashView): Row | undefined {
  return rows.find(({ id }) => alarms.some(({ of }) => idOf(of) === id));
}

function idOf(of: CashChoice): string {
  return of.kind === 'item' ? `item ${of.itemNumber}` : of.kind === 'network' ? `network ${of.tag}` : 'since';
}
