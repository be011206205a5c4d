import { useEffect, useRef } from 'react';
import { followed } from '../../../../ui/followed-media.ts';
import { type ConsoleTab, useConsolePlace } from '../console-place.ts';
import { useBroadcast, useConsole } from '../host-context.ts';

/** As in broadcast.css: there the set-up is a tab of its own. */
const useIsTab = followed('(max-width: 719px)');

/**
 * Puts camera and microphone away once their set-up goes out of sight and nothing is sent, or the broadcast ends while it is:
 * no light is on without a reason.
 */
export function usePreviewInSight(tab: ConsoleTab): void {
  const { broadcast } = useConsole();
  const { isCameraOpen } = useConsolePlace();
  const isTab = useIsTab();
  const phase = useBroadcast((state) => state.phase);
  const now = { isInSight: isTab ? tab === 'broadcast' : isCameraOpen, phase };
  const before = useRef(now);
  useEffect(() => {
    const was = before.current;
    before.current = { isInSight: now.isInSight, phase };
    if (now.isInSight || phase !== 'preview') return;
    if (was.isInSight || (was.phase !== 'off' && was.phase !== 'preview')) broadcast.putAway();
  }, [broadcast, now.isInSight, phase]);
}
