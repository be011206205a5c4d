import { capabilities } from '../../../shared/contract/capabilities.ts';
import { composed, type SheddableCommand } from '../../../shared/contract/capability.ts';
import type { LiveCommand } from '../../../shared/protocol.ts';

/** What a crowd does all at once; only what pages tell of themselves is not sent again. */
const sheddable = composed(capabilities, 'sheddable');
const COMMANDS: ReadonlyMap<string, SheddableCommand> = new Map(Object.entries(sheddable));
/** A name that is no command of viewers does not compile. */
sheddable satisfies [Exclude<keyof typeof sheddable, LiveCommand>] extends [never] ? unknown : never;

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
