import type { ConsoleCommand } from '../../shared/protocol.ts';
import type { Right } from '../market/kernel/authority.ts';

/**
 * The rights of live-video commands (A1). Console staff may see the picture, of rehearsals too; only the host
 * broadcasts.
 */
export const mediaRights: Record<Extract<ConsoleCommand, `media:${string}`>, Right> = {
  'media:capabilities': 'any',
  'media:watch': 'any',
  'media:connect': 'any',
  'media:restart': 'any',
  'media:consume': 'any',
  'media:resume': 'any',
  'media:pause': 'any',
  'media:prefer': 'any',
  'media:leave': 'any',
  'media:open': 'host',
  'media:produce': 'host',
  'media:mute': 'host',
  'media:close': 'host',
  'media:stop': 'host',
};
