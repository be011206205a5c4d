/** Why a shop limits a buyer (B11): a closed list, because free words would name people in a log. */
export const limitReasons = ['unpaid', 'refused_parcels', 'claims', 'resale', 'other'] as const;
export type LimitReason = (typeof limitReasons)[number];

/** For how many days a buyer may be limited at once. */
export const MAX_LIMIT_DAYS = 365;
