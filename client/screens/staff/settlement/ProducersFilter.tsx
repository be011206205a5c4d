import { useState } from 'react';
import type { SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import '../../../ui/dense-list.css';
import '../../../ui/find.css';

type Row = SettlementOverview['producers'][number];

/** A list of fewer is read at a glance. */
const MIN_FILTERED = 4;
const MAX_TEXT = 60;

const fits = {
  all: () => true,
  owed: ({ openMinor }: Row) => openMinor > 0,
  overdue: ({ promise }: Row) => promise.overdue > 0,
  paused: ({ promise }: Row) => promise.paused > 0,
  settled: ({ openMinor }: Row) => openMinor <= 0,
};
type State = keyof typeof fits;
const states = Object.keys(fits) as State[];

interface Filter {
  rows: Row[];
  isShown: boolean;
  text: string;
  state: State;
  setText(text: string): void;
  setState(state: State): void;
}

/** Producers whose name has a text in it, in either language, and whose account is in a state. */
export function useProducersFilter(all: readonly Row[]): Filter {
  const [text, setText] = useState('');
  const [state, setState] = useState<State>('all');
  const wanted = text.trim().toLowerCase();
  const rows = all
    .filter(fits[state])
    .filter(({ producer, producerEn = '' }) => `${producer} ${producerEn}`.toLowerCase().includes(wanted));
  return { rows, isShown: all.length >= MIN_FILTERED, text, state, setText, setState };
}

/** The field and the choice above the list of producers; what fits nobody says so. */
export function ProducersFilter({ filter }: { filter: Filter }) {
  const say = useMessages(settlementMessages);
  if (!filter.isShown) return null;
  return (
    <>
      <div className="dense-filters">
        <label className="find">
          <Icon name="search" />
          <span className="unseen">{say.findProducer}</span>
          <input
            type="search"
            placeholder={say.findProducer}
            maxLength={MAX_TEXT}
            value={filter.text}
            onChange={(event) => filter.setText(event.target.value)}
          />
        </label>
        <SelectField
          label={say.show}
          value={filter.state}
          options={states.map((value) => ({ value, words: say.states[value] }))}
          onChange={(value) => filter.setState(value as State)}
        />
      </div>
      {filter.rows.length === 0 && <p role="status">{say.noneSuch}</p>}
    </>
  );
}
