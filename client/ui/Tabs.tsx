import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import './tabs.css';

export interface Tab<Name extends string> {
  name: Name;
  words: string;
  /** How much there is behind it; with its unit where the name of the tab does not say it. */
  count?: number | string;
  /** What is counted, for who hears it. */
  unit?: string;
}

/** One of several parts at a time. Arrows, Home and End go from tab to tab; below them stands the part that is open. */
export function Tabs<Name extends string>({
  label,
  tabs,
  open,
  onOpen,
  children,
}: {
  label: string;
  tabs: readonly Tab<Name>[];
  open: Name;
  onOpen(name: NoInfer<Name>): void;
  /** The part that is open. */
  children: ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = tabs.findIndex(({ name }) => name === open);
  function move(event: KeyboardEvent) {
    const last = tabs.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onOpen(tabs[to]!.name);
    list.current?.querySelectorAll('button')[to]?.focus();
  }
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ name, words, count, unit }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === open}
            aria-controls={`${id}-part`}
            tabIndex={name === open ? 0 : -1}
            onClick={() => onOpen(name)}
          >
            {words} {count !== undefined && <span className="figures">{count}</span>}
            {unit && (
              <>
                {' '}
                <span className="unseen">{unit}</span>
              </>
            )}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-part`} aria-labelledby={`${id}-${open}`}>
        {children}
      </div>
    </>
  );
}
