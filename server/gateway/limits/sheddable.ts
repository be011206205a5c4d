import { capabilities } from '../../../shared/contract/capabilities.ts';
import { composed, type SheddableCommand } from '../../../shared/contract/capability.ts';
import type { LiveCommand, MediaCommand } from '../../../shared/protocol.ts';

/** What a crowd does all at once; only what pages tell of themselves is not sent again. */
const sheddable = composed(capabilities, 'sheddable');
const COMMANDS: ReadonlyMap<string, SheddableCommand | null> = new Map(Object.entries(sheddable));
type Said = keyof typeof sheddable;
/** What stands below, what tells the time, and live video. */
type SaidElsewhere = 'hello' | 'time' | MediaCommand;
type Unsaid = Exclude<LiveCommand, Said | SaidElsewhere> | Exclude<Said, LiveCommand>;
/** A command of viewers of which nothing is said does not compile, nor does a name that is none: it is named here. */
sheddable satisfies [Unsaid] extends [never] ? unknown : { unsaid: Unsaid };

/** It comes again by itself and needs no room in a batch, so it takes no place in the line. */
const HELLO = { isRetried: false };

/**
 * Whether a command is turned away in a rush, and waits for a place in the line then. A hello is if the screen has the
 * stream already: it shows that meanwhile. Who has nothing to show yet is let in.
 */
export function sheddableCommand(event: string, hasStream: boolean): SheddableCommand | undefined {
  if (event === 'hello') return hasStream ? HELLO : undefined;
  return COMMANDS.get(event) ?? undefined;
}
