/** Why a camera or a microphone could not be had. */
export type CaptureTrouble = 'denied' | 'missing' | 'busy' | 'insecure' | 'failed';

export class CaptureFault extends Error {
  readonly trouble: CaptureTrouble;
  constructor(trouble: CaptureTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** A camera or a microphone to choose; without permission its label is empty. */
export interface CaptureDevice {
  id: string;
  label: string;
}

/** What stands in the place of the camera's picture for a while. */
export interface Slate {
  title: string;
  text: string;
}

/** This device's camera, microphone and screen. */
export interface Capture {
  devices(): Promise<{ cameras: CaptureDevice[]; microphones: CaptureDevice[] }>;
  /** @throws CaptureFault */
  camera(deviceId: string | null): Promise<MediaStreamTrack>;
  /** @throws CaptureFault */
  microphone(deviceId: string | null): Promise<MediaStreamTrack>;
  /** @throws CaptureFault; `denied` is also somebody who thought better of it */
  screen(): Promise<MediaStreamTrack>;
  /** A picture with words, until its track is stopped. */
  slate(slate: Slate): MediaStreamTrack;
  /** How loud a microphone is just now, 0 to 1. */
  level(track: MediaStreamTrack): { read(): number; close(): void };
  /** Called when a camera or microphone is plugged in or pulled out. */
  onChange(listener: () => void): () => void;
  /** What to call this device to another one. */
  label(): string;
}

const SLATE_FPS = 5;

export function createCapture(): Capture {
  const media: MediaDevices | undefined = navigator.mediaDevices;

  async function track(kind: 'audio' | 'video', open: () => Promise<MediaStream>): Promise<MediaStreamTrack> {
    if (!media) throw new CaptureFault('insecure');
    try {
      const stream = await open();
      const found = kind === 'audio' ? stream.getAudioTracks()[0] : stream.getVideoTracks()[0];
      if (!found) throw new CaptureFault('missing');
      return found;
    } catch (fault) {
      throw fault instanceof CaptureFault ? fault : new CaptureFault(troubleOf(fault));
    }
  }
  const exactly = (deviceId: string | null) => (deviceId ? { deviceId: { ideal: deviceId } } : {});

  return {
    async devices() {
      const all = (await media?.enumerateDevices().catch(() => [])) ?? [];
      const of = (kind: MediaDeviceKind) =>
        all
          .filter((device) => device.kind === kind && device.deviceId !== '')
          .map(({ deviceId: id, label }) => ({ id, label }));
      return { cameras: of('videoinput'), microphones: of('audioinput') };
    },
    camera: (deviceId) =>
      track('video', () =>
        media.getUserMedia({
          video: {
            ...exactly(deviceId),
            width: { ideal: 1_280 },
            height: { ideal: 720 },
            frameRate: { ideal: 30, max: 30 },
          },
        }),
      ),
    microphone: (deviceId) =>
      track('audio', () =>
        media.getUserMedia({
          audio: {
            ...exactly(deviceId),
            echoCancellation: true,
            noiseSuppression: true,
            autoGainControl: true,
          },
        }),
      ),
    async screen() {
      const shared = await track('video', () =>
        media.getDisplayMedia
          ? media.getDisplayMedia({ video: { frameRate: { max: 15 } } })
          : Promise.reject(new CaptureFault('missing')),
      );
      shared.contentHint = 'detail';
      return shared;
    },
    slate: paintSlate,
    level,
    onChange(listener) {
      media?.addEventListener('devicechange', listener);
      return () => media?.removeEventListener('devicechange', listener);
    },
    label: () => labelOf(navigator.userAgent),
  };
}

/** What a browser's refusal means to a host. */
export function troubleOf(fault: unknown): CaptureTrouble {
  const name = fault instanceof Error || fault instanceof DOMException ? fault.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'failed';
}

/** A device as its owner would call it. */
export function labelOf(userAgent: string): string {
  const kinds: [RegExp, string][] = [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android.*Mobile/, 'Android phone'],
    [/Android/, 'Android tablet'],
    [/Macintosh/, 'Mac'],
    [/Windows/, 'Windows computer'],
    [/Linux|CrOS/, 'Linux computer'],
  ];
  return kinds.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'Another device';
}

function paintSlate({ title, text }: Slate): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 1_280;
  canvas.height = 720;
  const pen = canvas.getContext('2d')!;
  const paint = () => {
    const dusk = pen.createLinearGradient(0, 0, 0, canvas.height);
    dusk.addColorStop(0, '#221c30');
    dusk.addColorStop(1, '#54304a');
    pen.fillStyle = dusk;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.textAlign = 'center';
    pen.fillStyle = '#fdf4e6';
    pen.font = '600 72px system-ui, "Noto Sans SC", sans-serif';
    pen.fillText(title, canvas.width / 2, 350, 1_160);
    pen.fillStyle = '#ffb08a';
    pen.font = '400 44px system-ui, "Noto Sans SC", sans-serif';
    pen.fillText(text, canvas.width / 2, 430, 1_160);
  };
  paint();
  const track = canvas.captureStream(SLATE_FPS).getVideoTracks()[0]!;
  // A canvas that is not painted sends no frame, and a viewer who joins later would wait for one.
  const timer = setInterval(() => {
    if (track.readyState === 'ended') clearInterval(timer);
    else paint();
  }, 1_000 / SLATE_FPS);
  return track;
}

function level(track: MediaStreamTrack) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // From -60 dB, a quiet room, to full.
      const decibels = 10 * Math.log10(power + 1e-9);
      return Math.min(1, Math.max(0, (decibels + 60) / 60));
    },
    close: () => void context.close().catch(() => {}),
  };
}
