import type { ReactNode } from 'react';
import { commonMessages } from '../i18n/common.ts';
import { useMessages } from '../i18n/language.ts';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';
import './ui.css';

/** `fault`: it was refused or it failed. `attention`: it holds, and whoever reads it should know. */
export type NoticeTone = 'fault' | 'attention' | 'done' | 'held';
const icons = { fault: 'fault', attention: 'attention', done: 'check', held: 'clock' } as const;

/** A sentence that stays where it belongs until it is dismissed or no longer true; read aloud once. */
export function Notice({
  tone = 'attention',
  onDismiss,
  children,
}: {
  tone?: NoticeTone;
  onDismiss?: () => void;
  children: ReactNode;
}) {
  const say = useMessages(commonMessages);
  return (
    <div className={`notice ${tone}`} role="status">
      <Icon name={icons[tone]} />
      <div>{children}</div>
      {onDismiss && <IconButton icon="close" size={16} name={say.dismiss} onClick={onDismiss} />}
    </div>
  );
}
