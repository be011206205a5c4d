import { useStore } from 'zustand';
import type { BoardView } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { createBoardStore } from '../../../stores/board-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { clockTime } from '../../../ui/time-words.ts';
import { AroundStaff } from '../../AroundStaff.tsx';
import { SettingsButtons } from '../../SettingsButtons.tsx';
import './board.css';

/** The promise to the producers, for a wall in the county hall: no names, no single amounts. */
export function BoardScreen() {
  const say = useMessages(settlementMessages);
  const board = useOwnStore(createBoardStore);
  const { value: view } = useStore(board.store);
  return (
    <AroundStaff>
      <main className="board">
        <header>
          <h1>{view ? say.boardDays(view.dueDays) : say.boardTitle}</h1>
          <SettingsButtons />
        </header>
        {view ? <Kept view={view} /> : <Bones count={6} />}
      </main>
    </AroundStaff>
  );
}

function Kept({ view }: { view: BoardView }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const { promise, producers, paid, dueDays, countFrom, asOfMs } = view;
  const { due, onTime, paidLate, overdue, paused } = promise;
  const number = (n: number) => new Intl.NumberFormat(language).format(n);
  const rest = [
    paidLate > 0 ? say.boardLate(number(paidLate)) : null,
    overdue > 0 ? say.boardOpen(number(overdue)) : null,
    paused > 0 ? say.boardPaused(number(paused)) : null,
  ].filter((each) => each !== null);
  return (
    <>
      {due === 0 ? (
        <Empty says={say.boardNone} />
      ) : (
        <>
          <p className="share figures">
            {new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(
              onTime / due,
            )}
          </p>
          <p className="of figures">{say.boardOf(number(onTime), number(due))}</p>
          <div className="bar" aria-hidden="true">
            <i style={{ width: `${(100 * onTime) / due}%` }} />
          </div>
        </>
      )}
      {rest.length > 0 && <p className="figures">{rest.join(' · ')}</p>}
      <p className="figures">
        {say.boardProducers(number(producers), producers)}
        {paid.map(({ currency, amountMinor }) => (
          <span key={currency}>
            {' · '}
            {say.boardPaid} {formatMoney(amountMinor, currency, language)}
          </span>
        ))}
      </p>
      <p className="soft">{say.boardWhat(dueDays, say[countFrom])}</p>
      <p className="soft small">{say.asOf(clockTime(asOfMs, language))}</p>
    </>
  );
}
