import * as z from 'zod/mini';
import { claimReasons } from './claim-reasons.ts';

/** O4; goods that are still to pack have no shipment yet. */
export const shipmentStatus = z.enum(['PACKED', 'SHIPPED', 'DELIVERED', 'LOST', 'RETURNED']);
export type ShipmentStatus = z.infer<typeof shipmentStatus>;

export const claimStatus = z.enum(['OPEN', 'ACCEPTED', 'DECLINED', 'WITHDRAWN']);
export type ClaimStatus = z.infer<typeof claimStatus>;

export const claimReason = z.enum(claimReasons);
