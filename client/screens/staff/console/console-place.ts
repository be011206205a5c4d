import { createContext, useContext } from 'react';

export const CONSOLE_TABS = ['lineup', 'now', 'orders', 'broadcast'] as const;
export type ConsoleTab = (typeof CONSOLE_TABS)[number];

/** What the third column shows. */
export type FeedTab = 'orders' | 'questions' | 'room' | 'activity';

/** Which parts of the console are in sight where not all of them are. */
export interface ConsolePlace {
  /** The set-up of the camera lies open over the third column; in a hand it is a tab of its own. */
  isCameraOpen: boolean;
  setCameraOpen(isOpen: boolean): void;
  turnTo(tab: ConsoleTab): void;
  feed: FeedTab;
  turnFeed(tab: FeedTab): void;
}
export const ConsolePlaceContext = createContext<ConsolePlace>({
  isCameraOpen: false,
  setCameraOpen: () => undefined,
  turnTo: () => undefined,
  feed: 'orders',
  turnFeed: () => undefined,
});

export function useConsolePlace(): ConsolePlace {
  return useContext(ConsolePlaceContext);
}
