import type { StoreApi } from 'zustand/vanilla';
import type { Broadcaster } from '../../../shared/contract/media.ts';
import type { CaptureDevice, CaptureTrouble, Slate } from '../../connection/media-capture.ts';
import type { Uplink } from './uplink.ts';

/** `off`, a `preview` that nobody else sees, on its way up, on the air, or looking for a way back to it. */
export type BroadcastPhase = 'off' | 'preview' | 'opening' | 'on-air' | 'broken';

export interface BroadcastState {
  phase: BroadcastPhase;
  cameras: readonly CaptureDevice[];
  microphones: readonly CaptureDevice[];
  cameraId: string | null;
  microphoneId: string | null;
  /** The tracks of this device; null where there is none, or where it is switched off. */
  camera: MediaStreamTrack | null;
  microphone: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
  /** The picture with words that stands in the place of the camera's. */
  slate: MediaStreamTrack | null;
  isMuted: boolean;
  isCameraOff: boolean;
  uplink: Uplink | null;
  /** Why a camera or microphone could not be had. */
  trouble: { of: 'camera' | 'microphone' | 'screen'; why: CaptureTrouble } | null;
  /** Live video itself was not to be had. */
  isRefused: boolean;
  /** Another device broadcasts: shall it be taken over? */
  taken: Broadcaster | null;
}

/** This console's hand on camera, microphone and broadcast. */
export interface BroadcastStore {
  store: StoreApi<BroadcastState>;
  open(): void;
  close(): void;
  /** Opens camera and microphone for this host alone. */
  preview(): Promise<void>;
  /** Closes them again. */
  putAway(): void;
  /** Puts them on the air; `takeOver` takes the broadcast from another device. */
  goOnAir(takeOver?: boolean): Promise<void>;
  /** Off the air; the preview stays. */
  stop(): void;
  chooseCamera(id: string): Promise<void>;
  chooseMicrophone(id: string): Promise<void>;
  setMuted(isMuted: boolean): Promise<void>;
  setCameraOff(isOff: boolean): Promise<void>;
  shareScreen(): Promise<void>;
  stopSharing(): Promise<void>;
  showSlate(slate: Slate): Promise<void>;
  hideSlate(): Promise<void>;
  dismissTaken(): void;
  /** How loud the microphone is, 0 to 1; read as often as it is drawn. */
  level(): number;
}
