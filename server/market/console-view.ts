import { type ConsoleFrame, consoleFrame as schema } from '../../shared/contract/console-frame.ts';
import { type ConsoleKeys, type ConsolePart, consoleParts } from '../../shared/contract/console-parts.ts';
import { type Invalidated, invalidatedKeys } from './kernel/invalidated.ts';
import type { ConsoleViews } from './kernel/views.ts';
import type { StreamState } from './state.ts';

/** How one part is shown, without its own types: they were checked where it stands. */
interface AnyPart {
  keys(state: StreamState): Iterable<unknown>;
  shown(state: StreamState, key: unknown): unknown;
  alsoAfter?: readonly (keyof Invalidated)[];
  most?: number;
}

/** What the console sees, put together of what each capability shows it, in the order of the contract. */
export function consoleViews(views: ConsoleViews) {
  const fields = Object.keys(schema.shape).filter((field): field is keyof ConsoleViews => field in views);
  const parts = Object.keys(consoleParts) as ConsolePart[];

  return {
    /** What consoles are told of because it was touched. */
    consoleKeys(invalidated: Invalidated): ConsoleKeys {
      const keys: Partial<Record<ConsolePart, unknown[]>> = {};
      for (const part of parts) {
        const { alsoAfter } = views[part] as AnyPart;
        const own = invalidatedKeys(invalidated, part);
        keys[part] = alsoAfter
          ? [...new Set([...alsoAfter.flatMap((set) => [...invalidatedKeys(invalidated, set)]), ...own])]
          : [...own];
      }
      return keys as ConsoleKeys;
    },

    /**
     * The floor as staff see it: every counter exact, no buyer named.
     * @param history the generation of the log
     * @param changed of each part only these; left out: the whole floor
     */
    consoleFrame(state: StreamState, history: string, changed?: Partial<ConsoleKeys>): ConsoleFrame {
      const frame: Record<string, unknown> = { history, to: state.seq };
      for (const field of fields) {
        const view = views[field] as AnyPart | ((state: StreamState) => unknown);
        if (typeof view === 'function') {
          frame[field] = view(state);
          continue;
        }
        const keys: unknown[] = [...(changed ? (changed[field as ConsolePart] ?? []) : view.keys(state))];
        const told = view.most === undefined ? keys : keys.slice(-view.most);
        frame[field] = told.flatMap((key) => view.shown(state, key) ?? []);
      }
      return frame as ConsoleFrame;
    },
  };
}
