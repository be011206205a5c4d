import { type RefObject, useContext, useEffect, useRef, useState } from 'react';
import { playScene, type ScenePlayer } from '../../scene/play.ts';
import type { TableNews } from '../../scene/table.ts';
import { ServerTime } from '../../ui/server-time.ts';
import { marketClock } from './market-clock.ts';

/**
 * Has this page paint the drawn host, with what is on the table and the market's time.
 * @param onSize tells the player how large its canvas is shown, first and whenever the window changes; always the same function
 * @returns the canvas to paint on, and whether this browser paints nothing
 */
export function useScene(
  { itemNumber, name, price, picture }: TableNews,
  onSize: (player: ScenePlayer, canvas: HTMLCanvasElement) => void,
): { canvas: RefObject<HTMLCanvasElement | null>; isBroken: boolean } {
  const now = useContext(ServerTime);
  const canvas = useRef<HTMLCanvasElement>(null);
  const playing = useRef<ScenePlayer>(null);
  const [isBroken, setBroken] = useState(false);

  useEffect(() => {
    const painted = canvas.current;
    if (!painted) return;
    let player: ScenePlayer;
    try {
      player = playScene(painted, marketClock(now));
    } catch {
      setBroken(true);
      return;
    }
    playing.current = player;
    const measure = () => onSize(player, painted);
    measure();
    addEventListener('resize', measure);
    return () => {
      removeEventListener('resize', measure);
      player.close();
      playing.current = null;
    };
  }, [now, onSize]);

  useEffect(() => {
    playing.current?.show({ itemNumber, name, price, picture });
  }, [itemNumber, name, price, picture]);

  return { canvas, isBroken };
}
