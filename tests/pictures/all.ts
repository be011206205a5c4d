import { analyst } from './rooms/analyst.ts';
import { broadcast } from './rooms/broadcast.ts';
import { hostsFloor, hostsStreams } from './rooms/console.ts';
import { office } from './rooms/office.ts';
import { packing } from './rooms/packing.ts';
import { aroundTheStall, stall } from './rooms/stall.ts';
import { video } from './rooms/video.ts';
import type { Screen } from './screens.ts';

/** Every screen in every state that is looked at, room by room. */
export const rooms: Record<string, Screen[]> = {
  stall,
  'around-the-stall': aroundTheStall,
  video,
  console: hostsFloor,
  streams: hostsStreams,
  broadcast,
  analyst,
  packing,
  office,
};
