import type { PROTOCOL_VERSION } from '../../shared/protocol.ts';

/** The wire that this page speaks; typed by the protocol's own number, so that it cannot lag behind it unnoticed. */
export const protocolVersion: typeof PROTOCOL_VERSION = 27;
