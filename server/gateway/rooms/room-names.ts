import { SIGHTS, type Sight } from '../../application/stream/sight.ts';

/** The room of a stream's public frames. Only the server joins a socket to a room (A1). */
export const liveRoom = (streamId: string) => `live:${streamId}`;
export const isLiveRoom = (name: string) => name.startsWith('live:');

/** The room of a stream's chat: beside the live one, so that no price waits for a line. */
export const chatRoom = (streamId: string) => `chat:${streamId}`;

/** Those who want little data of it (N3). */
export const littleChatRoom = (streamId: string) => `little-chat:${streamId}`;

/** The room of one buyer at a stream, shared by all their screens. */
export const buyerRoom = (streamId: string, buyerId: string) => `me:${streamId}:${buyerId}`;

/** The room of a stream's consoles with one sight. */
export const consoleRoom = (streamId: string, { orders, floorPrices }: Sight) =>
  `console:${streamId}:${orders ? 'orders' : '-'}:${floorPrices ? 'floor-prices' : '-'}`;

/** The rooms of all consoles of a stream. */
export const consoleRooms = (streamId: string) => SIGHTS.map((sight) => consoleRoom(streamId, sight));
