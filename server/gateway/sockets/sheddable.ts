import type { LiveCommand } from '../../../shared/protocol.ts';

/** A command that may be turned away unread. */
export interface SheddableCommand {
  /** It waits for a place in the line. */
  readonly isRetried: boolean;
  /** It binds a price by its arrival (F5). */
  readonly isTap?: true;
}

/** What a crowd does all at once; only what pages tell of themselves is not sent again. */
const COMMANDS = new Map<string, SheddableCommand>([
  ['cart:add', { isRetried: true, isTap: true }],
  ['order:quote', { isRetried: true }],
  ['order:place', { isRetried: true, isTap: true }],
  ['exposure:report', { isRetried: false }],
  ['exposure:first-picture', { isRetried: false }],
] satisfies [LiveCommand, SheddableCommand][]);

/** It comes again by itself and needs no room in a batch, so it takes no place in the line. */
const HELLO = { isRetried: false };

/**
 * Whether a command is turned away in a rush, and waits for a place in the line then. A hello is if the screen has the
 * stream already: it shows that meanwhile. Who has nothing to show yet is let in.
 */
export function sheddableCommand(event: string, hasStream: boolean): SheddableCommand | undefined {
  if (event === 'hello') return hasStream ? HELLO : undefined;
  return COMMANDS.get(event);
}
