import { part } from '../../../../ui/part.tsx';

/** The list of what a stream still needs, in a part of its own: a console that is on never shows it. */
export const Checklist = part(() => import('./Checklist.tsx').then(({ Checklist: Part }) => Part));
