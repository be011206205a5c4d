import type { ReactNode } from 'react';
import { commonMessages } from '../i18n/common.ts';
import { useMessages } from '../i18n/language.ts';
import { IconButton } from './Button.tsx';
import './ui.css';

/** One more, one fewer; the number between them is the ledger's, so it moves when the answer comes. */
export function Stepper({
  value,
  of,
  busy = false,
  onMore,
  onFewer,
  isMost = false,
  note,
}: {
  value: number;
  /** What is counted, for a screen reader. */
  of: string;
  /** True while a tap has no answer yet: more can be asked for meanwhile, fewer can not. */
  busy?: boolean;
  isMost?: boolean;
  /** Under the number: what is on its way. */
  note?: ReactNode;
  onMore(): void;
  onFewer(): void;
}) {
  const say = useMessages(commonMessages);
  return (
    <span className="stepper" aria-busy={busy || undefined}>
      <IconButton
        icon={value <= 1 ? 'trash' : 'minus'}
        name={`${say.fewer}: ${of}`}
        aria-busy={busy || undefined}
        aria-disabled={busy || undefined}
        onClick={busy ? undefined : onFewer}
      />
      <span className="stepper-count">
        <output>{value}</output>
        {note}
      </span>
      <IconButton
        icon="plus"
        name={`${say.more}: ${of}`}
        // Not `disabled`: the focus of who has just taken the last one would be lost.
        aria-disabled={isMost || undefined}
        onClick={isMost ? undefined : onMore}
      />
    </span>
  );
}
