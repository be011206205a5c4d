import { part } from '../../../ui/part.tsx';

/** The sheets over the desk come together, when somebody is about to open one. */
export const ConsoleSheets = part(() => import('./ConsoleSheets.tsx').then((module) => module.ConsoleSheets));
