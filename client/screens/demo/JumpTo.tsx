import { useState } from 'react';
import { useStore } from 'zustand';
import { type DemoState, demoStates } from '../../../shared/contract/demo.ts';
import { useMessages } from '../../i18n/language.ts';
import type { DemoStore } from '../../stores/demo-store.ts';
import { Button } from '../../ui/Button.tsx';
import { goTo } from '../../ui/navigation.ts';
import { figureWords } from './figure-words.ts';

/** Signs in as whoever sees it, and lands on the state itself. */
export function JumpTo({ demo, isOff }: { demo: DemoStore; isOff: boolean }) {
  const say = useMessages(figureWords);
  const { busy, view } = useStore(demo.store);
  const counts: Partial<Record<DemoState, number>> = {
    claim: view?.figures?.claims ?? 0,
    late: view?.figures?.late ?? 0,
  };
  const [isGone, setGone] = useState(false);
  async function jump(to: DemoState): Promise<void> {
    const address = await demo.jump(to);
    setGone(address === null);
    if (address !== null) goTo(address);
  }
  return (
    <section className="demo-jumps" aria-label={say.jump}>
      <h2>{say.jump}</h2>
      <ul>
        {demoStates.map((to) => (
          <li key={to}>
            <Button look="line" disabled={isOff} busy={busy === to} onClick={() => void jump(to)}>
              {say.jumps[to]}
              {(counts[to] ?? 0) > 0 && <b className="figures">{counts[to]}</b>}
            </Button>
          </li>
        ))}
      </ul>
      {isGone && <p role="status">{say.gone}</p>}
    </section>
  );
}
