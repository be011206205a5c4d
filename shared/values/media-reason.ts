/**
 * Why a server has no live video, and why it makes neither HLS nor recordings. Closed lists, which each screen says in its
 * own language; the server's log and `/readyz` say more.
 */
export const videoReasons = ['switched_off', 'not_installed', 'not_built', 'not_starting'] as const;
export type VideoReason = (typeof videoReasons)[number];
export const hlsReasons = ['switched_off', 'not_installed'] as const;
export type HlsReason = (typeof hlsReasons)[number];
