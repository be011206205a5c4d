import type { ReactNode } from 'react';
import { BackLink } from './BackLink.tsx';

/** The head of a page of staff: its name, and what can be done on it. */
export function StaffHead({
  title,
  back,
  children,
}: {
  title: ReactNode;
  /** What it is a part of; absent: it is a page of the rail. */
  back?: string;
  children?: ReactNode;
}) {
  return (
    <header className="page-head">
      {back !== undefined && <BackLink href={back} />}
      <h1>{title}</h1>
      {children !== undefined && <span className="head-acts">{children}</span>}
    </header>
  );
}
