import { useCallback, useEffect, useRef } from 'react';

/** Says whether a form is still on the screen, for what it does after an answer that took its time. */
export function useIsMounted(): () => boolean {
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  return useCallback(() => isMounted.current, []);
}
