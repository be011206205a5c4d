import { type KeyboardEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import type { QuoteView, TypedCode } from '../../../../shared/market/order/contract.ts';
import { readCode } from '../../../../shared/values/voucher-code.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { draftOf, keepDraft, MOST_TYPED } from '../../../stores/checkout-draft.ts';
import { voucherChoice } from '../../../stores/voucher-choice.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { codeWords } from './code-words.ts';
import { useCurrency, useLive, useViewer } from './viewer-stores.ts';
import './offers.css';

/**
 * Where the code of a voucher is typed: one quiet line until it is asked for. The next quote says what the code takes off,
 * or why it does not; neither stands in the way of ordering.
 */
export function CodeField({ quote }: { quote: QuoteView | null }) {
  const say = useMessages(codeWords);
  const money = useMoney(useCurrency());
  const { live } = useViewer();
  const choice = voucherChoice(live);
  const { code, refused } = useStore(choice);
  const takesCodes = useLive(({ view }) => view.stream?.takesCodes === true);
  const why = useWhy();
  const [typed, setTyped] = useState(() => code ?? refused?.code ?? draftOf(live.slug).code);
  const [isOpen, setOpen] = useState(typed !== '');
  const field = useRef<HTMLDivElement>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const told = code === null ? undefined : quote?.code;
  if (!takesCodes && code === null) return null;

  const type = (text: string) => {
    setTyped(text);
    keepDraft(live.slug, { code: text });
  };
  const forget = () => {
    type('');
    setOpen(false);
    choice.setState({ code: null, refused: null, named: null });
  };
  const open = () => {
    flushSync(() => setOpen(true));
    field.current?.querySelector('input')?.focus();
  };
  function use() {
    const read = readCode(typed);
    setUnreadable(read === null);
    if (read !== null) choice.setState({ code: read, refused: null, named: null, dropped: null });
  }
  const onKey = (event: KeyboardEvent) => {
    // The form around it would order.
    if (event.key !== 'Enter') return;
    event.preventDefault();
    use();
  };

  if (code !== null && told?.outcome === 'used') {
    return (
      <p className="code-used" role="status">
        <span>{say.taken(code, money(told.minor))}</span>
        <button type="button" className="link-button" onClick={forget}>
          {say.clear}
        </button>
      </p>
    );
  }
  if (!isOpen) {
    return (
      <button type="button" className="code-have" onClick={open}>
        {say.have}
      </button>
    );
  }
  const fault = isUnreadable ? say.unreadable : refused ? why({ outcome: 'not_used', ...refused }) : null;
  const hint = told?.outcome === 'not_used' ? why(told) : code !== null ? say.asking : null;
  return (
    <div className="code-field" ref={field}>
      <Field
        label={say.label}
        name="voucher-code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={MOST_TYPED.code}
        value={typed}
        onChange={(event) => {
          type(event.target.value);
          setUnreadable(false);
          choice.setState({ refused: null });
        }}
        onKeyDown={onKey}
        {...(fault !== null && { fault })}
        {...(hint !== null && { hint: <span role="status">{hint}</span> })}
      />
      <Button look="line" disabled={typed.trim() === ''} onClick={use}>
        {say.use}
      </Button>
    </div>
  );
}

/** Why a code is not used, in a sentence. */
function useWhy(): (told: Extract<TypedCode, { outcome: 'not_used' }>) => string {
  const say = useMessages(codeWords);
  const language = useLanguage();
  const money = useMoney(useCurrency());
  return ({ reason, startsAtMs = 0, missingMinor = 0 }) => {
    switch (reason) {
      case 'not_started':
        return say.notStarted(dayAndTime(startsAtMs, language));
      case 'not_met':
        return say.notMet(money(missingMinor));
      default:
        return say.why[reason];
    }
  };
}
