import { useState } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { chooseTelling, tellsExposure } from '../../../stores/settings-store.ts';
import { useWorld } from '../../../stores/world.ts';
import { orderWords } from './words.ts';

/** Whether this device says which goods it has shown. */
export function Counting() {
  const say = useMessages(orderWords);
  const { keep } = useWorld();
  const [isOn, setOn] = useState(() => tellsExposure(keep));
  return (
    <section className="counting">
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            chooseTelling(keep, event.target.checked);
            setOn(event.target.checked);
          }}
        />
        <span>{say.counting}</span>
      </label>
      <p className="soft">{say.countingHint}</p>
    </section>
  );
}
