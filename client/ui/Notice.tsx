import { type ReactNode, useEffect } from 'react';
import { commonMessages } from '../i18n/common.ts';
import { useMessages } from '../i18n/language.ts';
import { IconButton } from './Button.tsx';
import { Icon, type IconName } from './Icon.tsx';
import './ui.css';

export type NoticeTone = 'attention' | 'done' | 'held';
const icons: Record<NoticeTone, IconName> = { attention: 'attention', done: 'check', held: 'clock' };

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

const TOAST_MS = 6_000;

/** A notice over the page that leaves by itself; for what needs no answer. Give it a key per message. */
export function Toast({
  tone = 'attention',
  onDone,
  children,
}: {
  tone?: NoticeTone;
  onDone(): void;
  children: ReactNode;
}) {
  useEffect(() => {
    const timer = setTimeout(onDone, TOAST_MS);
    return () => clearTimeout(timer);
  }, [onDone]);
  return (
    <div className="toasts">
      <Notice tone={tone} onDismiss={onDone}>
        {children}
      </Notice>
    </div>
  );
}
