/** Why a buyer complains. A choice and no text: the log holds no words that somebody could be named in (A3). */
export const claimReasons = ['missing', 'damaged', 'spoiled', 'wrong'] as const;
export type ClaimReason = (typeof claimReasons)[number];
