import { useMessages } from '../../../i18n/language.ts';
import { plannedStartWords } from '../../../i18n/planned-start.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { TimeField } from '../../../ui/TimeField.tsx';
import { clockTyped } from '../../../ui/typed-time.ts';

/**
 * When a stream is planned to start: a day and a time of day by the page's zone.
 * @param value both with a `T` between, the time as it is typed
 */
export function PlannedStart({
  value,
  isTried,
  fixed,
  onChange,
}: {
  value: string;
  /** Somebody has tried to send the form, so what is missing is said. */
  isTried: boolean;
  /** Why it can't change any more, if it can't. */
  fixed?: string | undefined;
  onChange(text: string): void;
}) {
  const say = useMessages(plannedStartWords);
  const day = value.slice(0, value.indexOf('T'));
  const time = value.slice(value.indexOf('T') + 1);
  const isFixed = fixed !== undefined;
  return (
    <div className="form-pair">
      <DayField
        label={say.day}
        value={day}
        disabled={isFixed}
        hint={fixed}
        onChange={(event) => onChange(`${event.target.value}T${time}`)}
        {...(isTried && day === '' ? { fault: say.needDay } : {})}
      />
      <TimeField
        label={say.time}
        value={time}
        wrong={say.needTime}
        disabled={isFixed}
        onChange={(text) => onChange(`${day}T${text}`)}
        {...(isTried && clockTyped(time) === null ? { fault: say.needTime } : {})}
      />
    </div>
  );
}
