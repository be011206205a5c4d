import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { useWorld } from '../../../stores/world.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';

/** How often it is asked whether somebody let this assistant see orders meanwhile. */
const AGAIN_MS = 10_000;

/** Why somebody sees no orders: an assistant may once a host lets them (A6). Orders are not asked for. */
export function NotYours() {
  const say = useMessages(officeOrdersWords);
  const { me } = useWorld();
  const helps = useStore(me.store, (state) => state.me?.staff?.role === 'assistant');
  useEffect(() => {
    if (!helps) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void me.refresh();
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [helps, me]);
  return (
    <main className="page orders-page">
      <StaffHead title={say.title} />
      <Empty says={helps ? say.notOn : say.notYours} hint={helps && say.askHost} />
    </main>
  );
}
