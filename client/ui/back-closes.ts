import { useEffect, useRef } from 'react';

const MARK = 'sheet';
/** The sheets that are open, the top one last. */
const closers: (() => void)[] = [];
/** A step back that we took ourselves, to clear our own entry away: it closes nothing. */
let ownSteps = 0;

const isMarked = () => history.state === MARK;

/** One entry stands in the history while a sheet is open, whichever it is. */
function settle(): void {
  if (closers.length > 0 && !isMarked()) history.pushState(MARK, '');
  // A step takes its time: a second one before it was taken would leave the page.
  if (closers.length === 0 && isMarked() && ownSteps === 0) {
    ownSteps += 1;
    history.back();
  }
}

function onBack(): void {
  if (ownSteps > 0) ownSteps -= 1;
  else closers.at(-1)?.();
  // A sheet may have been opened, or may have refused to close, while the step was on its way.
  setTimeout(settle);
}

/** Lets the back button of the phone close a sheet, as everybody expects, instead of leaving the page under it. */
export function useBackCloses(onClose: () => void): void {
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => {
    const close = () => latest.current();
    addEventListener('popstate', onBack);
    closers.push(close);
    settle();
    return () => {
      closers.splice(closers.indexOf(close), 1);
      // A sheet that makes way for another one keeps the entry: only what is left after this turn counts.
      queueMicrotask(settle);
    };
  }, []);
}
