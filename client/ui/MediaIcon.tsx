import { LineDrawing } from './Icon.tsx';

const paths = {
  sound: 'M4 9.5v5h3.5L12 19V5L7.5 9.5H4Zm11.5-1a5 5 0 0 1 0 7M18 6a8.5 8.5 0 0 1 0 12',
  silent: 'M4 9.5v5h3.5L12 19V5L7.5 9.5H4ZM16 9.5l5 5m0-5-5 5',
  float: 'M4 5h16v14H4V5Zm9 7h5v4h-5v-4Z',
  quality: 'M5 19v-4m5 4v-8m5 8V8m5 11V5',
  camera: 'M4 7h11v10H4V7Zm11 4 5-3v8l-5-3',
  'camera-off': 'M4 7h7m4 4v-2l5-1v8M15 15v2H4V9M3 3l18 18',
  microphone: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3Zm-6-3.5a6 6 0 0 0 12 0M12 17.5V21',
  'microphone-off':
    'M15 11V6a3 3 0 0 0-6 0v1m0 4v1a3 3 0 0 0 4.6 2.5M6 11.5a6 6 0 0 0 9.5 4.9M12 17.5V21M3 3l18 18',
  screen: 'M3 5h18v11H3V5Zm5 15h8m-4-4v4',
  slate: 'M4 5h16v14H4V5Zm4 5h8m-8 4h5',
  broadcast:
    'M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2Zm-3.5 2.5a5 5 0 0 1 0-7m7 0a5 5 0 0 1 0 7m-9.9 2.8a9 9 0 0 1 0-12.6m12.8 0a9 9 0 0 1 0 12.6',
} as const;

export type MediaIconName = keyof typeof paths;

/** A small line drawing about picture and sound; apart from the others, which every first load brings. */
export function MediaIcon({ name, size = 20 }: { name: MediaIconName; size?: number }) {
  return <LineDrawing path={paths[name]} size={size} />;
}
