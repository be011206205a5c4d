import type { LiveCommand } from '../../../shared/protocol.ts';

/** A command that may be turned away unread. */
export interface RushCommand {
  /** It waits for a place in the line. */
  readonly comesAgain: boolean;
  /** It binds a price by its arrival (F5). */
  readonly isTap?: true;
}

/** What a crowd does all at once; only what pages tell of themselves is not sent again. */
const COMMANDS = new Map<string, RushCommand>([
  ['cart:add', { comesAgain: true, isTap: true }],
  ['order:quote', { comesAgain: true }],
  ['order:place', { comesAgain: true, isTap: true }],
  ['exposure:report', { comesAgain: false }],
  ['exposure:first-picture', { comesAgain: false }],
] satisfies [LiveCommand, RushCommand][]);

/** It comes again by itself and needs no room in a cut, so it takes no place in the line. */
const HELLO = { comesAgain: false };

/**
 * Whether a command is turned away in a rush, and waits for a place in the line then. A hello is if the screen has the
 * stream already: it shows that meanwhile. Who has nothing to show yet is let in.
 */
export function rushCommand(event: string, hasStream: boolean): RushCommand | undefined {
  if (event === 'hello') return hasStream ? HELLO : undefined;
  return COMMANDS.get(event);
}
