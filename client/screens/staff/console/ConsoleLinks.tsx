import { detailsMessages } from '../../../i18n/console-details.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { shippingMessages } from '../../../i18n/console-shipping.ts';
import { wallMessages } from '../../../i18n/insights-wall.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { caresAlone, useConsole, useHost, useMay, useMaySeeInsights } from './host-context.ts';

/** The ways from the desk to a stream's other pages, and to their links. */
export function PageLinks() {
  const say = useMessages(consoleScreenMessages);
  const { host, show } = useConsole();
  const sayWall = useMessages(wallMessages);
  const isRehearsal = useHost(({ desk }) => desk?.rehearsalOf != null);
  const maySeeInsights = useMaySeeInsights();
  return (
    <>
      {/* Viewers' pages know no rehearsal (S1): the link would say that there is no such stream. */}
      {!isRehearsal && (
        <a className="button line" href={`/s/${host.slug}`} target="_blank" rel="noreferrer">
          <Icon name="eye" size={18} />
          {say.viewerPage}
        </a>
      )}
      {maySeeInsights && (
        <a className="button line" href={`/insights/${host.slug}`}>
          {say.insights}
        </a>
      )}
      {maySeeInsights && !isRehearsal && (
        <a className="button line" href={`/insights/${host.slug}/wall`} target="_blank" rel="noreferrer">
          {sayWall.title}
        </a>
      )}
      {!isRehearsal && (
        <Button look="line" onClick={() => show({ kind: 'links' })}>
          {say.links}
        </Button>
      )}
    </>
  );
}

/** The ways to what a stream is and sells by. */
export function SellingLinks() {
  const say = useMessages(consoleScreenMessages);
  const sayShipping = useMessages(shippingMessages);
  const sayDetails = useMessages(detailsMessages);
  const { show } = useConsole();
  const mayLineup = useMay('lineup');
  const isHost = useMay('host');
  // Whoever looks after the chat alone decides nothing that is sold, nor what is taken off.
  const isOfChat = useHost(caresAlone);
  const status = useHost(({ floor }) => floor.status);
  const isRehearsal = useHost(({ desk }) => desk?.rehearsalOf != null);
  return (
    <>
      {isHost && !isRehearsal && status !== 'CANCELLED' && (
        <Button look="line" onClick={() => show({ kind: 'details' })}>
          {sayDetails.open}
        </Button>
      )}
      {!isOfChat && (
        <Button look="line" onClick={() => show({ kind: 'vouchers' })}>
          {say.vouchers}
        </Button>
      )}
      {mayLineup && (
        <Button look="line" onClick={() => show({ kind: 'shipping' })}>
          {sayShipping.open}
        </Button>
      )}
    </>
  );
}
