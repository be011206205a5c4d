import type { ButtonHTMLAttributes } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import './ui.css';

/** `primary` is the one action of a screen, `buy` the one that buys: it alone has the colour of buying. */
export type ButtonLook = 'primary' | 'buy' | 'quiet' | 'line' | 'held';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  wide?: boolean;
  /** True while its command has no answer yet: it stays readable and takes no second tap. */
  busy?: boolean;
}

export function Button({ look = 'quiet', wide, busy, className, onClick, ...rest }: ButtonProps) {
  const classes = ['button', look, wide ? 'wide' : '', className ?? ''].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      {...(busy && { 'aria-busy': true })}
      onClick={busy ? undefined : onClick}
    />
  );
}

/** A button that shows only a drawing; its name is for everybody who cannot see it. */
export function IconButton({
  icon,
  name,
  size,
  className,
  ...rest
}: { icon: IconName; name: string; size?: number } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...rest}
      className={`icon-button ${className ?? ''}`}
      aria-label={name}
      title={name}
    >
      <Icon name={icon} {...(size ? { size } : {})} />
    </button>
  );
}
