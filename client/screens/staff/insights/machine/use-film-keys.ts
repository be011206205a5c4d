import { useEffect } from 'react';
import type { MachineStore, Speed } from '../../../../stores/machine-store.ts';

/** What is typed into, and what the space bar presses by itself. */
const TYPED = 'input:not([type=range]), textarea, select, [contenteditable]';
const PRESSED = 'button, a, summary';

/** A key that a film goes by, also one that was pressed inside of the viewer's page. @returns false for any other */
export function pressFilmKey(
  machine: MachineStore,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): boolean {
  if (key === ' ') machine.play(machine.store.getState().speed === null ? lastSpeed(machine) : null);
  else if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const by = key === 'ArrowRight' ? 1 : -1;
    if (shiftKey) machine.skip(by);
    else machine.step(by);
  } else return false;
  return true;
}

const speeds = new WeakMap<MachineStore, Speed>();
/** How fast it went when it went last; as fast as life before that. */
export const lastSpeed = (machine: MachineStore): Speed => speeds.get(machine) ?? 1;

/** Space plays and stands still, the arrows go an event on or back, with shift a minute. */
export function useFilmKeys(machine: MachineStore): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') || !(target instanceof Element) || target.closest(TYPED))
        return;
      if (event.key === ' ' && target.closest(PRESSED)) return;
      if (pressFilmKey(machine, event)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    const stop = machine.store.subscribe(({ speed }) => {
      if (speed !== null) speeds.set(machine, speed);
    });
    return () => {
      document.removeEventListener('keydown', onKey);
      stop();
    };
  }, [machine]);
}
