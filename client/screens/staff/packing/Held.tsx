import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import type { PackingStore } from '../../../stores/packing-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { packingWords } from './words.ts';

/** What a tap did and nobody has sent yet, in the place of its buttons. */
export function HeldAct({ desk, name }: { desk: PackingStore; name: string }) {
  const say = useMessages(packingWords);
  const kind = useStore(desk.store, ({ held }) => held[name]);
  if (!kind) return null;
  return (
    <div className="desk-held">
      <span>{say.will[kind]}</span>
      <UndoHeld desk={desk} name={name} />
    </div>
  );
}

/** Takes back what waits about one thing. */
export function UndoHeld({
  desk,
  name,
  onUndo,
}: {
  desk: PackingStore;
  name: string;
  onUndo?: (() => void) | undefined;
}) {
  const say = useMessages(packingWords);
  return (
    <Button
      look="line"
      onClick={() => {
        desk.undo(name);
        onUndo?.();
      }}
    >
      {say.undo}
      <SecondsLeft desk={desk} />
    </Button>
  );
}

/** How much is not sent yet, wherever it stands: the last of it is taken back by Z, all of it is sent at once. */
export function HeldBar({ desk }: { desk: PackingStore }) {
  const say = useMessages(packingWords);
  const count = useStore(desk.store, ({ held }) => Object.keys(held).length);
  useUndoKey(desk);
  return (
    <div className="held-bar" role="status">
      {count > 0 && (
        <div>
          <span className="figures">{say.manyNotSent(count)}</span>
          <Button look="quiet" onClick={desk.sendHeld}>
            {say.sendNow}
          </Button>
          <Button look="held" onClick={() => desk.undo()}>
            {count === 1 ? say.undo : say.undoLast}
            <SecondsLeft desk={desk} />
          </Button>
        </div>
      )}
    </div>
  );
}

function SecondsLeft({ desk }: { desk: PackingStore }) {
  const untilMs = useStore(desk.store, ({ heldUntilMs }) => heldUntilMs);
  const seconds = useServerTime((nowMs) => Math.max(0, Math.ceil((untilMs - nowMs) / 1_000)));
  return (
    <span className="figures" aria-hidden="true">
      {seconds} s
    </span>
  );
}

/** Z takes the last act back; it rests while somebody types. */
function useUndoKey(desk: PackingStore): void {
  useEffect(() => {
    function onKey({ key, metaKey, ctrlKey, altKey, repeat }: KeyboardEvent) {
      if (key.toLowerCase() !== 'z' || metaKey || ctrlKey || altKey || repeat) return;
      if (document.activeElement?.closest('input, select, textarea, [role=dialog], dialog')) return;
      desk.undo();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [desk]);
}
