import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './ui.css';

/** Why something was not taken, under the field or the choice that it is about; read aloud as it appears. */
export function FaultWords({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="fault-words" id={id} role="alert">
      <Icon name="fault" size={14} />
      <span>{children}</span>
    </p>
  );
}
