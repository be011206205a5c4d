import { useEffect, useState } from 'react';
import { followed } from '../../../ui/followed-media.ts';
import './stage.css';

const useIsOnItsSide = followed('(orientation: landscape) and (max-height: 479px) and (pointer: coarse)');

/**
 * On its side a phone is a stage, read from where the host stands, until that is left by a tap; turned upright and back it is
 * one again. Undefined: it is none.
 */
export function useStage(): { state: 'on' | 'off' | undefined; turn(): void } {
  const isOnItsSide = useIsOnItsSide();
  const [isLeft, setLeft] = useState(false);
  useEffect(() => {
    if (!isOnItsSide) setLeft(false);
  }, [isOnItsSide]);
  const state = isLeft ? 'off' : 'on';
  return { state: isOnItsSide ? state : undefined, turn: () => setLeft(!isLeft) };
}
