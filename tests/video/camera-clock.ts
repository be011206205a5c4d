import type { Page } from 'playwright-core';

/** The clock is drawn as so many squares, black or white: the low bits of Date.now(), large enough for the lowest layer. */
export const CLOCK_BITS = 20;
const BITS = CLOCK_BITS;

/**
 * Gives a page a camera with a clock in its picture, and keeps its RTCPeerConnections to be asked for statistics. The
 * microphone stays the browser's own fake one.
 */
export async function withCameraClock(page: Page): Promise<void> {
  await page.addInitScript((bits) => {
    const canvas = document.createElement('canvas');
    canvas.width = 1_280;
    canvas.height = 720;
    // Drawn without the GPU's process, so that the picture does not hang on it.
    const pen = canvas.getContext('2d', { willReadFrequently: true })!;
    const side = canvas.width / bits;
    const paint = () => {
      const now = Date.now();
      pen.fillStyle = '#7a5a3a';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = '#d8b070';
      pen.fillRect((now / 4) % canvas.width, 300, 160, 160);
      const blocks = 'fairdayIsBusy' in globalThis ? 160 : 0;
      for (let n = 0; n < blocks; n += 1) {
        pen.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
        pen.fillRect(Math.random() * canvas.width, 460 + Math.random() * 200, 48, 48);
      }
      // Gray code: one square changes at a time, so a picture between two moments is one of them.
      const low = now % 2 ** bits;
      const gray = low ^ (low >> 1);
      for (let bit = 0; bit < bits; bit += 1) {
        pen.fillStyle = (gray >> bit) & 1 ? '#ffffff' : '#000000';
        pen.fillRect(bit * side, 0, side, side * 2);
      }
    };
    setInterval(paint, 40);
    paint();
    const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wish) =>
      wish?.video ? Promise.resolve(canvas.captureStream(25)) : own(wish);
  }, BITS);
}

/** Fills the camera's picture with motion: a still one costs so little to send that its lowest layer fits every line. */
export async function makePictureBusy(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, { fairdayIsBusy: true });
  });
}

/** What a page knows of the video that it plays. */
export interface Played {
  framesReceived: number;
  framesDecoded: number;
  audioPackets: number;
  height: number;
}

/** Lets a page be asked what it receives: call before it is opened. */
export async function withStatistics(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const lines: RTCPeerConnection[] = [];
    const Own = RTCPeerConnection;
    class Kept extends Own {
      constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
        super(...args);
        lines.push(this);
      }
    }
    Object.assign(globalThis, { RTCPeerConnection: Kept, fairdayLines: lines });
    const saw = (event: Event) => {
      const video = event.target as HTMLVideoElement;
      if (video.videoWidth === 0 || 'fairdayPictureMs' in globalThis) return;
      Object.assign(globalThis, { fairdayPictureMs: performance.now() });
    };
    for (const name of ['loadeddata', 'resize']) addEventListener(name, saw, { capture: true, once: false });
  });
}

/** Adds up what all of a page's lines have brought; the probes of mediasoup-client are no picture. */
export function played(page: Page): Promise<Played> {
  return page.evaluate(async () => {
    const { fairdayLines } = globalThis as unknown as { fairdayLines: RTCPeerConnection[] };
    const all: Played = { framesReceived: 0, framesDecoded: 0, audioPackets: 0, height: 0 };
    interface Played {
      framesReceived: number;
      framesDecoded: number;
      audioPackets: number;
      height: number;
    }
    for (const line of fairdayLines) {
      const report = await line.getStats();
      report.forEach((entry: Record<string, unknown>) => {
        if (entry.type !== 'inbound-rtp' || entry.mid === 'probator') return;
        if (entry.kind === 'audio') all.audioPackets += Number(entry.packetsReceived ?? 0);
        else {
          all.framesReceived += Number(entry.framesReceived ?? 0);
          all.framesDecoded += Number(entry.framesDecoded ?? 0);
          if (line.connectionState === 'connected') all.height = Number(entry.frameHeight ?? 0);
        }
      });
    }
    return all;
  });
}

/** Milliseconds from the start of a page's load to its first picture; null without one. */
export function firstPictureMs(page: Page): Promise<number | null> {
  return page.evaluate(
    () => (globalThis as unknown as { fairdayPictureMs?: number }).fairdayPictureMs ?? null,
  );
}

/**
 * The time that squares of the clock show, lowest bit first: the one that is nearest to a time known roughly.
 * @param squares true for white
 */
export function clockOf(squares: readonly boolean[], nearMs: number): number {
  let seen = squares.reduce((gray, isWhite, bit) => (isWhite ? gray | (1 << bit) : gray), 0);
  for (let shift = 1; shift < BITS; shift *= 2) seen ^= seen >> shift;
  const size = 2 ** BITS;
  const ahead = (((seen - (nearMs % size)) % size) + size) % size;
  return nearMs + (ahead < size / 2 ? ahead : ahead - size);
}

/** How old the picture on a page is, ms: the clock in it against the clock of this machine; null if it can't be read. */
export function pictureAgeMs(page: Page): Promise<number | null> {
  return page.evaluate((bits) => {
    const video = document.querySelector('video');
    if (!video?.videoWidth) return null;
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const pen = canvas.getContext('2d', { willReadFrequently: true })!;
    pen.drawImage(video, 0, 0);
    const now = Date.now();
    const side = canvas.width / bits;
    let gray = 0;
    for (let bit = 0; bit < bits; bit += 1) {
      const [red = 0] = pen.getImageData(Math.floor((bit + 0.5) * side), Math.floor(side), 1, 1).data;
      if (red > 200) gray |= 1 << bit;
      else if (red > 60) return null;
    }
    let seen = gray;
    for (let shift = 1; shift < bits; shift *= 2) seen ^= seen >> shift;
    const size = 2 ** bits;
    return (((now % size) - seen + size) % size) as number;
  }, BITS);
}
