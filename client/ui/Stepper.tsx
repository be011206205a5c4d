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
}: {
  value: number;
  /** What is counted, for a screen reader. */
  of: string;
  busy?: boolean;
  isMost?: boolean;
  onMore(): void;
  onFewer(): void;
}) {
  const say = useMessages(commonMessages);
  return (
    <span className="stepper" aria-busy={busy || undefined}>
      <IconButton
        icon={value <= 1 ? 'trash' : 'minus'}
        name={`${say.fewer}: ${of}`}
        disabled={busy}
        onClick={onFewer}
      />
      <output>{value}</output>
      <IconButton icon="plus" name={`${say.more}: ${of}`} disabled={busy || isMost} onClick={onMore} />
    </span>
  );
}
