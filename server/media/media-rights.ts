import type { ConsoleCommand } from '../../shared/protocol.ts';
import type { Right } from '../market/kernel/authority.ts';

/** Who may do what about live video (A1). Who works on the console may see the picture, also of a rehearsal; the host alone makes it. */
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
