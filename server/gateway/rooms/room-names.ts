import { SIGHTS, type Sight } from '../../application/stream/sight.ts';

/** The room of a stream's public frames. Only the server puts anybody into a room (A1). */
export const liveRoom = (streamId: string) => `live:${streamId}`;
export const isLiveRoom = (name: string) => name.startsWith('live:');

/** A buyer's own room at a stream, for all their screens. */
export const buyerRoom = (streamId: string, buyerId: string) => `me:${streamId}:${buyerId}`;

/** The room of the consoles of a stream that see the same of it. */
export const consoleRoom = (streamId: string, { orders, floorPrices }: Sight) =>
  `console:${streamId}:${orders ? 'orders' : '-'}:${floorPrices ? 'floor-prices' : '-'}`;

/** The rooms of all consoles of a stream. */
export const consoleRooms = (streamId: string) => SIGHTS.map((sight) => consoleRoom(streamId, sight));
