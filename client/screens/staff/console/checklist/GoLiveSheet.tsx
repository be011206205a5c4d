import { useEffect, useRef } from 'react';
import { checklistWords } from '../../../../i18n/checklist.ts';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { OwnPicture } from '../broadcast/OwnPicture.tsx';
import { useConsolePlace } from '../console-place.ts';
import { useBroadcast, useConsole, useHost } from '../host-context.ts';
import { Checklist } from './later.ts';
import { usePicture } from './use-picture.ts';

/**
 * Asks once more before the market opens (S14). Where this device has its camera ready, one answer sends the picture
 * and goes live; if the picture is refused nothing goes live, and the host reads why.
 */
export function GoLiveSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(consoleScreenMessages);
  const sayList = useMessages(checklistWords);
  const sayCast = useMessages(broadcastMessages);
  const { host, broadcast } = useConsole();
  const { turnTo } = useConsolePlace();
  const items = useHost(({ floor }) => floor.order.length);
  const isAvailable = useHost(({ media }) => media?.isAvailable ?? false);
  const phase = useBroadcast((state) => state.phase);
  const hasPreview = useBroadcast(
    ({ phase, camera, screen, slate }) =>
      (phase === 'preview' || phase === 'opening') && (camera ?? screen ?? slate) !== null,
  );
  const taken = useBroadcast((state) => state.taken);
  const isRefused = useBroadcast((state) => state.isRefused);
  const { has } = usePicture();
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const canSend = hasPreview && isAvailable && !has;
  const goLive = () => {
    void host.act({ kind: 'stream:go-live' });
    // In a hand the camera is a tab of its own: what is sold is wanted now.
    turnTo('now');
    onClose();
  };
  const sendAndGoLive = async () => {
    await broadcast.goOnAir(taken !== null);
    // Whoever put the question away meanwhile did not answer it.
    if (isOpen.current && broadcast.store.getState().phase === 'on-air') goLive();
  };
  return (
    <Sheet
      title={say.goLiveTitle}
      onClose={onClose}
      footer={
        <div className="ask-buttons">
          <Button look="quiet" onClick={onClose}>
            {say.no}
          </Button>
          {canSend ? (
            <Button look="primary" busy={phase === 'opening'} onClick={() => void sendAndGoLive()}>
              {taken ? sayList.takeOverAndGoLive : sayList.sendAndGoLive}
            </Button>
          ) : (
            <Button look="primary" onClick={goLive}>
              {has ? say.goLive : sayList.goLiveBlind}
            </Button>
          )}
        </div>
      }
    >
      <p className="ask-text">{say.goLiveText(items)}</p>
      {canSend && <OwnPicture />}
      {canSend && isRefused && <Notice tone="fault">{sayCast.refused}</Notice>}
      {canSend && taken && (
        <Notice>
          <b>{sayCast.takenTitle(taken.label)}</b> {sayCast.takenText}
        </Notice>
      )}
      <Checklist onLeave={onClose} />
      {canSend && (
        <Button look="line" wide disabled={phase === 'opening'} onClick={goLive}>
          {sayList.goLiveBlind}
        </Button>
      )}
    </Sheet>
  );
}
