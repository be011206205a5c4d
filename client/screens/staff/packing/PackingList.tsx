import { type ReactNode, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { PackingParcel } from '../../../../shared/contract/packing.ts';
import { originIn } from '../../../../shared/values/names.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { listToolsWords } from '../../../i18n/list-tools.ts';
import { nameOfGroup, type PackingStore } from '../../../stores/packing-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { shipDay } from '../../../ui/ShipDates.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { Table } from '../../../ui/Table.tsx';
import { NO_VALUE } from '../insights/number-words.ts';
import { ListHeads, NothingFound } from '../ListTools.tsx';
import { useRowKeys } from '../orders/use-row-keys.ts';
import { GoodsLine } from './Goods.tsx';
import { UndoHeld } from './Held.tsx';
import { PackCard } from './PackCard.tsx';
import { PackingFault } from './PackingFault.tsx';
import { Papers } from './Papers.tsx';
import { looks, ParcelCard } from './ParcelCard.tsx';
import {
  BY_STATE,
  goodsOf,
  ordersOf,
  type Packed,
  type PackingAsked,
  packingColumns,
  packingShown,
  stateOf,
  usePackingAsked,
} from './packing-list.ts';
import { packingWords } from './words.ts';
import '../../../ui/dense-list.css';

/** Which parcel is open, and whether to be shipped at once. */
interface Opened {
  key: string;
  isToShip: boolean;
}

/** What a parcel is called while something is done to it. */
const nameOf = (row: Packed) => ('status' in row ? row.shipmentId : nameOfGroup(row));
const keyOf = (row: Packed) => ('status' in row ? row.shipmentId : `${row.orderIds.join()} ${row.origin}`);

/**
 * Parcels on a desk, a line each: filtered and sorted, all of which stands in the address. One opens below its line and has
 * there what its card has in a hand.
 */
export function PackingList({
  desk,
  rows,
  label,
}: {
  desk: PackingStore;
  rows: readonly Packed[];
  label: string;
}) {
  const say = useMessages(packingWords);
  const sayList = useMessages(listToolsWords);
  const language = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  const minute = useServerTime((nowMs) => Math.floor(nowMs / MINUTE));
  const { asked: said, ask } = usePackingAsked();
  const [opened, open] = useState<Opened | null>(null);
  const states = BY_STATE.filter((state) => rows.some((row) => stateOf(row, minute * MINUTE) === state));
  // What is to pack and what was have other states: one of the others asks for nothing here.
  const asked = { ...said, state: states.find((state) => state === said.state) ?? '' };
  const shown = packingShown(rows, asked, language, minute * MINUTE);
  const packed = shown.filter((row): row is PackingParcel => 'status' in row && row.status === 'PACKED');
  useRowKeys(list, shown.length, (index) =>
    list.current?.querySelector(`[data-row="${index}"]`)?.scrollIntoView({ block: 'nearest' }),
  );
  return (
    <div ref={list} className="packing-list">
      <Filters rows={rows} states={states} asked={asked} ask={ask} nowMs={minute * MINUTE} />
      {packed.length > 1 && <Papers desk={desk} parcels={packed} />}
      <p className="dense-count soft small figures" role="status">
        {say.listed(sayList.of(shown.length.toLocaleString(language), rows.length.toLocaleString(language)))}
        <span className="packing-keys">{say.keys}</span>
      </p>
      {shown.length === 0 ? (
        <NothingFound onAll={() => ask({ ...asked, origin: '', goods: '', state: '', isLate: false })} />
      ) : (
        <Table label={label} className="dense-rows packing-rows">
          <ListHeads
            asked={{ ...asked, text: '', choice: '' }}
            ask={({ by, isDescending }) => ask({ ...asked, by, isDescending })}
            columns={packingColumns.map((name) => ({ name, words: say.columns[name] }))}
            hasActs
          />
          {shown.map((row, index) => (
            <tbody key={keyOf(row)}>
              <Row
                desk={desk}
                row={row}
                index={index}
                isOpen={opened?.key === keyOf(row)}
                onOpen={(isToShip) => open({ key: keyOf(row), isToShip })}
                onClose={() => open(null)}
              />
              {opened?.key !== keyOf(row) && <RowFault desk={desk} name={nameOf(row)} />}
              {opened?.key === keyOf(row) && (
                <tr className="packing-opened">
                  <td colSpan={packingColumns.length + 1}>
                    <ul className="desk-cards">
                      {'status' in row ? (
                        // Opened to be shipped it begins anew, with its form.
                        <ParcelCard
                          key={`${opened.isToShip}`}
                          desk={desk}
                          parcel={row}
                          isToShip={opened.isToShip}
                          onShipped={() => open(null)}
                        />
                      ) : (
                        <PackCard desk={desk} group={row} />
                      )}
                    </ul>
                  </td>
                </tr>
              )}
            </tbody>
          ))}
        </Table>
      )}
    </div>
  );
}

/** Why what was done to a closed row was refused. */
function RowFault({ desk, name }: { desk: PackingStore; name: string }) {
  const isRefused = useStore(desk.store, ({ faults }) => faults[name] !== undefined);
  if (!isRefused) return null;
  return (
    <tr className="packing-opened">
      <td colSpan={packingColumns.length + 1}>
        <PackingFault desk={desk} name={name} />
      </td>
    </tr>
  );
}

/** Of which origin, with which product, how far, and whether late. */
function Filters({
  rows,
  states,
  asked,
  ask,
  nowMs,
}: {
  rows: readonly Packed[];
  states: readonly (typeof BY_STATE)[number][];
  asked: PackingAsked;
  ask(asked: PackingAsked): void;
  nowMs: number;
}) {
  const say = useMessages(packingWords);
  const { all } = useMessages(listToolsWords);
  const language = useLanguage();
  const choice = (words: string, has: (row: Packed) => boolean) =>
    say.choice(words, rows.filter(has).length.toLocaleString(language));
  // What is asked for is a choice as well, when the last of it is gone.
  const each = (values: readonly string[], one: string) =>
    [...new Set([...values, ...(one === '' ? [] : [one])])].toSorted((a, b) => a.localeCompare(b, language));
  const originWords = new Map(rows.map((row) => [row.origin, originIn(language, row)]));
  return (
    <div className="dense-filters packing-filters">
      <SelectField
        label={say.columns.origin}
        value={asked.origin}
        options={[
          { value: '', words: all },
          ...each([...originWords.keys()].filter(Boolean), asked.origin).map((value) => ({
            value,
            words: choice(originWords.get(value) ?? value, ({ origin }) => origin === value),
          })),
        ]}
        onChange={(origin) => ask({ ...asked, origin })}
      />
      <SelectField
        label={say.product}
        value={asked.goods}
        options={[
          { value: '', words: all },
          ...each(
            rows.flatMap((row) => goodsOf(row, language)),
            asked.goods,
          ).map((value) => ({
            value,
            words: choice(value, (row) => goodsOf(row, language).includes(value)),
          })),
        ]}
        onChange={(goods) => ask({ ...asked, goods })}
      />
      <SelectField
        label={say.columns.state}
        value={asked.state}
        options={[
          { value: '', words: all },
          ...states.map((value) => ({
            value,
            words: choice(say[value], (row) => stateOf(row, nowMs) === value),
          })),
        ]}
        onChange={(state) => ask({ ...asked, state })}
      />
      <SelectField
        label={say.columns.due}
        value={asked.isLate ? 'late' : ''}
        options={[
          { value: '', words: all },
          { value: 'late', words: choice(say.isLate, ({ isLate }) => isLate === true) },
        ]}
        onChange={(late) => ask({ ...asked, isLate: late !== '' })}
      />
    </div>
  );
}

function Row({
  desk,
  row,
  index,
  isOpen,
  onOpen,
  onClose,
}: {
  desk: PackingStore;
  row: Packed;
  index: number;
  isOpen: boolean;
  onOpen(isToShip: boolean): void;
  onClose(): void;
}) {
  const say = useMessages(packingWords);
  const language = useLanguage();
  const state = useServerTime((nowMs) => stateOf(row, nowMs));
  const name = nameOf(row);
  const busy = useStore(desk.store, ({ busy }) => busy[name] === true);
  const isHeld = useStore(desk.store, ({ held }) => held[name] !== undefined);
  const [first = '', ...others] = ordersOf(row);
  const { contact, shipBy, isLate } = row;
  const acts: ReactNode = isHeld ? (
    // One that was to leave has its form again.
    <UndoHeld desk={desk} name={name} onUndo={state === 'PACKED' ? () => onOpen(true) : undefined} />
  ) : state === 'PACKED' ? (
    <Button look="line" busy={busy} onClick={() => onOpen(true)}>
      {say.ship}
    </Button>
  ) : state === 'READY' && !('status' in row) ? (
    <Button look="line" busy={busy} onClick={() => desk.pack(row)}>
      {say.pack}
    </Button>
  ) : null;
  const looksOf = state === 'READY' || state === 'WAITING' ? (['plain', undefined] as const) : looks[state];
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="dense-open"
          data-row={index}
          aria-expanded={isOpen}
          title={[first, ...others].join(' ')}
          onClick={isOpen ? onClose : () => onOpen(false)}
        >
          {first}
          {others.length > 0 && <span className="soft"> +{others.length}</span>}
        </button>
      </th>
      <td>
        <GoodsLine lines={row.lines} />
      </td>
      <td title={contact ? contact.address : say.noContact}>
        {contact ? (
          <>
            <bdi>{contact.name}</bdi>{' '}
            <span className="soft">
              <bdi>{contact.address}</bdi>
            </span>
          </>
        ) : (
          NO_VALUE
        )}
      </td>
      <td>
        {isLate ? (
          <Pill tone="attention">{say.lateSince(shipDay(shipBy ?? '', language))}</Pill>
        ) : shipBy === undefined ? (
          NO_VALUE
        ) : (
          shipDay(shipBy, language)
        )}
      </td>
      <td title={originIn(language, row)}>{originIn(language, row) || NO_VALUE}</td>
      <td>
        <Pill tone={isHeld ? 'held' : looksOf[0]}>{isHeld ? say.notSent : say[state]}</Pill>
      </td>
      <td>
        <div className="dense-acts">{acts}</div>
      </td>
    </tr>
  );
}
