import { useRef, useState } from 'react';
import { commonMessages } from '../../../../i18n/common.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Button, IconButton } from '../../../../ui/Button.tsx';
import { Countdown } from '../../../../ui/Countdown.tsx';
import { Icon } from '../../../../ui/Icon.tsx';
import { AlertSheet } from './AlertSheet.tsx';
import { useAlerts } from './use-alerts.tsx';
import './alerts.css';

/**
 * One strip of one height, with or without an alert in it: nothing below it moves. It shows one alert; the others are
 * counted, and all of them open over the floor.
 */
export function AlertStrip() {
  const say = useMessages(consoleScreenMessages);
  const common = useMessages(commonMessages);
  const alerts = useAlerts();
  const [isOpen, setOpen] = useState(false);
  // What a pointer or the focus rests on stays: a tap that is on its way must not meet another alert's button.
  const [isHeld, setHeld] = useState(false);
  const shownKey = useRef<string | null>(null);
  const held = isHeld ? alerts.find(({ key }) => key === shownKey.current) : undefined;
  const alert = held ?? alerts[0];
  shownKey.current = alert?.key ?? null;
  const others = alerts.length - 1;
  return (
    <section
      className={alert ? 'alert-strip' : 'alert-strip quiet'}
      aria-label={say.alerts}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={alert?.icon ?? 'check'} size={18} />
      <p role="status">
        {alert ? <span>{alert.text}</span> : say.alertsNone}
        {alert?.detail && (
          <> {typeof alert.detail === 'string' ? <span>{alert.detail}</span> : alert.detail}</>
        )}
      </p>
      {alert?.untilMs !== undefined && <Countdown untilMs={alert.untilMs} />}
      {alert?.remedy && (
        <Button look="line" disabled={alert.remedy.isDisabled} onClick={alert.remedy.run}>
          {alert.remedy.name}
        </Button>
      )}
      {alert?.onDismiss && (
        <IconButton icon="close" size={16} name={common.dismiss} onClick={alert.onDismiss} />
      )}
      {alert && (
        <button type="button" className="alert-more" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {others > 0 ? say.alertsMore(others) : say.alertDetails}
        </button>
      )}
      {isOpen && <AlertSheet alerts={alerts} onClose={() => setOpen(false)} />}
    </section>
  );
}
