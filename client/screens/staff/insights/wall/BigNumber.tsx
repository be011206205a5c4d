import type { CSSProperties, ReactNode } from 'react';

/** One number of a wall under its name. */
export function BigNumber({
  name,
  style,
  children,
}: {
  name: string;
  style?: CSSProperties;
  children: ReactNode;
}) {
  return (
    <div className="wall-number" style={style}>
      <span>{name}</span>
      <b>{children}</b>
    </div>
  );
}
