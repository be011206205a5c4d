import { type FormEvent, useState } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { peopleFoundWords } from '../../../i18n/people-found.ts';
import { FaultWords } from '../../../ui/FaultWords.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { goTo } from '../../../ui/navigation.ts';
import { numberAddress, typedNumber } from '../orders/orders-address.ts';
import { LookUpHints } from './LookUpHints.tsx';
import { isLookable, useLookUp, useMayLookUp } from './looked-up.ts';
import { PeopleFound } from './PeopleFound.tsx';
import '../../../ui/find.css';

/** Digits that are a number and may be the end of a phone as well. */
const FOUR_OR_MORE = /^\d{4,9}$/;

/**
 * One field, sent by Enter. A number leads to its order, and costs nothing; what is none is looked up as a person by whoever
 * may (A5). Digits may be both: they are a number by Enter, and a phone by the button beside it.
 * @param isNarrowed the list below is one buyer's: it is not called everybody's beside what was found
 * @param onEmpty an empty field was sent
 */
export function FindPeople({
  text: first = '',
  isForOrders,
  isNarrowed,
  onEmpty,
}: {
  text?: string | undefined;
  isForOrders: boolean;
  isNarrowed?: boolean;
  onEmpty?(): void;
}) {
  const say = useMessages(peopleFoundWords);
  const sayOrders = useMessages(officeOrdersWords);
  const mayLookUp = useMayLookUp();
  const [text, setText] = useState(first);
  const [isWrong, setWrong] = useState(false);
  const { looked, isBusy, look, clear } = useLookUp();
  const digits = text.trim();
  const isPhoneToo = isForOrders && mayLookUp && FOUR_OR_MORE.test(digits) && typedNumber(digits) !== null;

  function lookUp(what: string) {
    setText(what);
    setWrong(false);
    look(what);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    clear();
    setWrong(false);
    if (text.trim() === '') return onEmpty?.();
    const number = isForOrders ? typedNumber(text) : null;
    if (number !== null) return goTo(numberAddress(number));
    if (mayLookUp && isLookable(text)) look(text);
    else setWrong(true);
  }

  // In a hand the field has room for the short ones.
  const { label, gist } = wordsOf();
  function wordsOf(): { label: string; gist: string } {
    if (!isForOrders) return { label: say.findBuyer, gist: say.findBuyerShort };
    if (mayLookUp) return { label: say.find, gist: say.findShort };
    return { label: sayOrders.find, gist: sayOrders.find };
  }
  return (
    <>
      <search className="find-people" aria-busy={isBusy}>
        <form onSubmit={submit}>
          <label className="find">
            <Icon name="search" size={18} />
            <span className="unseen">{label}</span>
            <input
              type="search"
              value={text}
              maxLength={80}
              placeholder={gist}
              autoComplete="off"
              aria-invalid={isWrong || undefined}
              onChange={(event) => {
                setText(event.target.value);
                setWrong(false);
                clear();
              }}
            />
          </label>
          {isWrong && <FaultWords>{mayLookUp ? say.findWrong : sayOrders.findNumber}</FaultWords>}
        </form>
        {mayLookUp && <LookUpHints phone={isPhoneToo ? digits : null} look={lookUp} />}
        {looked && <PeopleFound looked={looked} />}
      </search>
      {looked && !isNarrowed && (
        <h2 className="people-below">{say.below[isForOrders ? 'orders' : 'buyers']}</h2>
      )}
    </>
  );
}
