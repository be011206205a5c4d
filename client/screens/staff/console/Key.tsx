import { useStore } from 'zustand';
import { type CharacterAct, consoleKeysOf } from '../../../stores/host/console-keys.ts';
import { useWorld } from '../../../stores/world.ts';

/** The key of an act, shown on its button where there is a keyboard; nothing where keys are off. */
export function Key({ act }: { act: CharacterAct | 'enter' }) {
  const { keep } = useWorld();
  const isOn = useStore(consoleKeysOf(keep), (state) => state.isOn);
  const key = useStore(consoleKeysOf(keep), ({ keys }) => (act === 'enter' ? '⏎' : keys[act]));
  if (!isOn) return null;
  return (
    <span className="key" aria-hidden="true">
      {key.toUpperCase()}
    </span>
  );
}
