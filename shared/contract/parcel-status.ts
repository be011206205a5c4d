import * as z from 'zod/mini';

/** O4; goods that are still to pack have no shipment yet. */
export const shipmentStatus = z.enum(['PACKED', 'SHIPPED', 'DELIVERED', 'LOST', 'RETURNED']);
export type ShipmentStatus = z.infer<typeof shipmentStatus>;

export const claimStatus = z.enum(['OPEN', 'ACCEPTED', 'DECLINED']);
export type ClaimStatus = z.infer<typeof claimStatus>;

/** Why a buyer complains. A choice and no text: the log holds no words that somebody could be named in (A3). */
export const claimReason = z.enum(['missing', 'damaged', 'spoiled', 'wrong']);
export type ClaimReason = z.infer<typeof claimReason>;
