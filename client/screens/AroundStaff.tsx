import { type ReactNode, useState } from 'react';
import { isStaffHere } from '../stores/staff-here.ts';
import { useWorld } from '../stores/world.ts';
import { part } from '../ui/part.tsx';

const ShellForStaff = part(() =>
  import('./staff/shell/ShellForStaff.tsx').then((module) => module.ShellForStaff),
);

/**
 * A page that everybody may read, in the shell for whoever works here. A device that no staff signed in on asks nobody
 * who reads: its page comes as it is.
 */
export function AroundStaff({
  children,
  forStaff = children,
}: {
  children: ReactNode;
  /** What stands in the shell, where that is something else. */
  forStaff?: ReactNode;
}) {
  const { keep } = useWorld();
  const [isStaff] = useState(() => isStaffHere(keep));
  if (!isStaff) return children;
  return <ShellForStaff forStaff={forStaff}>{children}</ShellForStaff>;
}
