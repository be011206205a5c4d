import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { latestPin } from '../../../stores/host/floor.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { timeLeft } from '../../../ui/time-words.ts';
import { AlertStrip } from './alerts/AlertStrip.tsx';
import { useHost } from './host-context.ts';
import { UndoBar } from './UndoBar.tsx';

/**
 * What is told while one talks, in one row of one height: alerts, the number that is being typed, the last act with
 * its undo, and how long the pin stands. Each has its own place, so that none comes under a finger meant for another.
 * @param typed the digits of a number that still waits for another one
 */
export function ConsoleStrip({ typed }: { typed: string }) {
  const say = useMessages(consoleScreenMessages);
  return (
    <div className="desk-strip">
      {typed !== '' && (
        <p className="typing" role="status">
          {say.typing(typed)}
        </p>
      )}
      <AlertStrip />
      <div className="undo-place">
        <UndoBar />
      </div>
      <PinClock />
    </div>
  );
}

function PinClock() {
  const say = useMessages(consoleScreenMessages);
  const pin = useHost(({ floor }) => latestPin(floor));
  const sinceMs = pin?.sinceMs ?? null;
  const elapsed = useServerTime((nowMs) =>
    sinceMs === null ? '' : timeLeft(Math.floor((nowMs - sinceMs) / 1_000) * 1_000),
  );
  return (
    <span className="pin-clock figures">
      {pin && (
        <>
          <Icon name="pin" size={16} />
          {say.pinnedFor(pin.itemNumber, elapsed)}
        </>
      )}
    </span>
  );
}
