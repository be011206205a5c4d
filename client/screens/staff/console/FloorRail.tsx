import { useStore } from 'zustand';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { useWorld } from '../../../stores/world.ts';
import { DemoChip } from '../../DemoChip.tsx';
import { Rail } from '../shell/Rail.tsx';
import { useBroadcast } from './host-context.ts';
import './floor-rail.css';

const NONE: readonly StaffPage[] = [];

/**
 * The rail of every page of staff, beside a floor: drawings alone, their names come with pointer or focus. While this
 * device broadcasts its pages open in tabs of their own: a page that is left takes its picture off the air.
 */
export function FloorRail() {
  const { me } = useWorld();
  const pages = useStore(me.store, (state) => state.me?.pages ?? NONE);
  const isUp = useBroadcast(({ phase }) => phase === 'opening' || phase === 'on-air' || phase === 'broken');
  // A single page needs no way to itself.
  if (pages.length < 2) return null;
  return (
    <aside className="floor-rail">
      <Rail className="floor-pages" pages={pages} at="live" isBeside={isUp} />
      <DemoChip isBeside={isUp} />
    </aside>
  );
}
