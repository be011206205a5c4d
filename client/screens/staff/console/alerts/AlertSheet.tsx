import { commonMessages } from '../../../../i18n/common.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Button, IconButton } from '../../../../ui/Button.tsx';
import { Countdown } from '../../../../ui/Countdown.tsx';
import { Icon } from '../../../../ui/Icon.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import type { Alert } from './alert.ts';

/** All alerts in whole sentences, with what can be done about each. */
export function AlertSheet({ alerts, onClose }: { alerts: readonly Alert[]; onClose(): void }) {
  const say = useMessages(consoleScreenMessages);
  return (
    <Sheet title={say.alerts} onClose={onClose}>
      {alerts.length === 0 && <p className="column-none soft">{say.alertsNone}</p>}
      <ul className="alert-list">
        {alerts.map((alert) => (
          <li key={alert.key}>
            <OneAlert alert={alert} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function OneAlert({ alert }: { alert: Alert }) {
  const common = useMessages(commonMessages);
  const { icon, text, detail, untilMs, whole, remedy, onDismiss } = alert;
  return (
    <>
      <Icon name={icon} size={18} />
      <div>
        <p>
          {text} {untilMs !== undefined && <Countdown untilMs={untilMs} />}
        </p>
        {detail && <p className="soft">{detail}</p>}
        {whole}
        {remedy && (
          <Button look="line" disabled={remedy.isDisabled} onClick={remedy.run}>
            {remedy.name}
          </Button>
        )}
      </div>
      {onDismiss && <IconButton icon="close" size={16} name={common.dismiss} onClick={onDismiss} />}
    </>
  );
}
