import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import './ui.css';

/** A short state beside a thing: a word, with a drawing where colour would say too much alone. */
export function Pill({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: 'plain' | 'live' | 'held' | 'done' | 'attention' | 'fault';
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span className={`pill ${tone}`}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}
