import { Icon } from './Icon.tsx';
import { useServerTime } from './server-time.ts';
import { timeLeft } from './time-words.ts';
import './ui.css';

/** The time left until a moment of the server's clock, ticking; at 00:00 it is over. */
export function Countdown({ untilMs, label }: { untilMs: number; label?: string }) {
  const left = useServerTime((nowMs) => timeLeft(untilMs - nowMs));
  return (
    <span className="countdown" role="timer" aria-live="off">
      <Icon name="clock" size={16} />
      {label && <span>{label}</span>}
      <span>{left}</span>
    </span>
  );
}
