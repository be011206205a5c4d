import { capabilities } from '../../../shared/contract/capabilities.ts';
import { composed, type SheddableCommand } from '../../../shared/contract/capability.ts';
import type { LiveCommand, MediaCommand } from '../../../shared/protocol.ts';

/** The commands that may be shed. All are retried, except what a page reports of itself. */
const sheddable = composed(capabilities, 'sheddable');
const COMMANDS: ReadonlyMap<string, SheddableCommand | null> = new Map(Object.entries(sheddable));
type Said = keyof typeof sheddable;
/** Commands judged elsewhere: the hello below, the time and live video. */
type SaidElsewhere = 'hello' | 'time' | MediaCommand;
type Unsaid = Exclude<LiveCommand, Said | SaidElsewhere> | Exclude<Said, LiveCommand>;
/** Every command of viewers has an entry, and every entry is a command: the compiler names the others. */
sheddable satisfies [Unsaid] extends [never] ? unknown : { unsaid: Unsaid };

/** A hello repeats by itself and needs no room in a batch, so it takes no place in the line. */
const HELLO = { isRetried: false };

/**
 * Whether a command is shed under load, and whether it then waits in the line. A hello is shed only if the screen shows
 * the stream already. A screen without one is admitted.
 */
export function sheddableCommand(event: string, hasStream: boolean): SheddableCommand | undefined {
  if (event === 'hello') return hasStream ? HELLO : undefined;
  return COMMANDS.get(event) ?? undefined;
}
