import type { OpenPlaylist } from '../../../client/connection/hls-player.ts';
import { EIGHT, MINUTE } from '../market.ts';

/** Where a recording is when it is looked at: in a flash of its second good. */
const REPLAYED_AT_MS = EIGHT + 6.5 * MINUTE;

/** A host behind a table, drawn: what a camera would show. @param isUpright a phone held upright, 9 to 16 */
export function drawnCamera(isUpright: boolean): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = isUpright ? 720 : 1280;
  canvas.height = isUpright ? 1280 : 720;
  const draw = canvas.getContext('2d')!;
  const { width, height } = canvas;
  const middle = width / 2;
  let turn = 0;
  const paint = () => {
    turn += 1;
    const wall = draw.createLinearGradient(0, 0, 0, height);
    wall.addColorStop(0, '#b98d5a');
    wall.addColorStop(1, '#6d4a2c');
    draw.fillStyle = wall;
    draw.fillRect(0, 0, width, height);
    draw.fillStyle = '#e9d3a4';
    draw.fillRect(middle - 260, height * 0.08, 180, 150);
    draw.fillStyle = '#2f4b8f';
    draw.beginPath();
    draw.ellipse(middle, height * 0.86, 210, 250, 0, 0, 7);
    draw.fill();
    draw.fillStyle = '#e6b58a';
    draw.beginPath();
    draw.arc(middle + 6 * Math.sin(turn / 9), height * 0.42, 96, 0, 7);
    draw.fill();
    draw.fillStyle = '#2a1c14';
    draw.beginPath();
    draw.arc(middle + 6 * Math.sin(turn / 9), height * 0.385, 100, Math.PI, 0);
    draw.fill();
    draw.fillStyle = '#4b3019';
    draw.fillRect(0, height * 0.8, width, height * 0.2);
    draw.fillStyle = '#c99a4b';
    for (let n = 0; n < 9; n += 1) {
      draw.beginPath();
      draw.ellipse(middle - 330 + n * 82, height * 0.8, 46, 32, 0, 0, 7);
      draw.fill();
    }
  };
  paint();
  setInterval(paint, 66);
  return canvas.captureStream(15).getVideoTracks()[0]!;
}

/** A playlist of that camera, some seconds late: a short recording that begins again and again. */
export const drawnPlaylist: OpenPlaylist = async (element, _url, kind, onState) => {
  const recorder = new MediaRecorder(new MediaStream([drawnCamera(false)]));
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.onstop = () => {
    element.src = URL.createObjectURL(new Blob(pieces));
    element.loop = true;
    element.play().catch(() => undefined);
    onState('on');
  };
  recorder.start();
  setTimeout(() => recorder.stop(), 2_000);
  const startedAt = Date.now();
  return {
    measure: () => ({
      bytes: 400_000,
      framesDecoded: 30,
      height: 720,
      levels: 1,
      dateMs: kind === 'live' ? Date.now() - 6_200 : Date.now() - startedAt + REPLAYED_AT_MS,
      behindMs: 4_000,
    }),
    timeOf: () => null,
    prefer: () => {},
    close: () => {},
  };
};

export function silence(): MediaStreamTrack {
  return new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0]!;
}
