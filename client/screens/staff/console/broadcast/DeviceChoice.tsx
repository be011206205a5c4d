import { useId } from 'react';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import type { BroadcastState } from '../../../../stores/host/broadcast-state.ts';
import { useBroadcast, useConsole } from '../host-context.ts';

/** Which camera and which microphone; the choice stays on this device. */
export function DeviceChoice() {
  const say = useMessages(broadcastMessages);
  const { broadcast } = useConsole();
  const cameras = useBroadcast((state) => state.cameras);
  const microphones = useBroadcast((state) => state.microphones);
  const camera = useBroadcast(({ cameraId, camera: track }) => inUse(track, cameraId));
  const microphone = useBroadcast(({ microphoneId, microphone: track }) => inUse(track, microphoneId));
  return (
    <div className="device-choice">
      <Choice name={say.camera} devices={cameras} chosen={camera} onChoose={broadcast.chooseCamera} />
      <Choice
        name={say.microphone}
        devices={microphones}
        chosen={microphone}
        onChoose={broadcast.chooseMicrophone}
      />
    </div>
  );
}

/** The device that a track comes from; a kept choice that is not plugged in gave another one. */
function inUse(track: MediaStreamTrack | null, kept: string | null): string {
  return track?.getSettings?.().deviceId ?? kept ?? '';
}

function Choice({
  name,
  devices,
  chosen,
  onChoose,
}: {
  name: string;
  devices: BroadcastState['cameras'];
  chosen: string;
  onChoose(id: string): Promise<void>;
}) {
  const say = useMessages(broadcastMessages);
  const id = useId();
  if (devices.length === 0) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      <select id={id} value={chosen} onChange={(event) => void onChoose(event.target.value)}>
        {!devices.some((device) => device.id === chosen) && <option value="" />}
        {devices.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.label || say.unnamed(index + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}
