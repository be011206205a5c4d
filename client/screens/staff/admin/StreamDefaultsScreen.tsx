import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { streamDefaultsWords } from '../../../i18n/stream-defaults.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { place } from '../../../ui/part.tsx';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { streamDefaults } from '../staff-panels.ts';
import '../console/console.css';
import './admin.css';

for (const form of streamDefaults) form.fetch();
const Forms = place(...streamDefaults);

/** Where an operator says what new streams begin with (S11). */
export function StreamDefaultsScreen() {
  const say = useMessages(streamDefaultsWords);
  const { me } = useWorld();
  const isOperator = useStore(me.store, (state) => state.me?.staff?.role === 'operator');
  return (
    <StaffOnly>
      <main className="page admin">
        <StaffHead title={say.title} back="/admin" />
        <p className="soft">{say.about}</p>
        {isOperator ? <Forms fallback={<Bones count={6} />} /> : <Notice>{say.notYours}</Notice>}
        {isOperator && (
          <p>
            <a href="/office/activity">{say.history}</a>
          </p>
        )}
      </main>
    </StaffOnly>
  );
}
