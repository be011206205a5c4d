import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { useWorld } from '../../../stores/world.ts';
import { DemoWay } from '../../DemoWay.tsx';
import '../../practice-chip.css';

/** Says quietly that orders can be paid without money; in a demo it is the way back to its first page. */
export function PracticeChip() {
  const say = useMessages(officeShellWords);
  const { me } = useWorld();
  const known = useStore(me.store, (state) => state.me);
  if (known?.isDemo) return <DemoWay />;
  if (known?.practice !== 'everybody') return null;
  return (
    <span className="practice-chip" title={say.practiceWhat}>
      {say.practice}
      <span className="unseen"> {say.practiceWhat}</span>
    </span>
  );
}
