import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import { useBroadcast } from '../host-context.ts';

/** How the way up is, in a sentence: what is being sent, and what stands in the way. */
export function UplinkWords() {
  const say = useMessages(broadcastMessages);
  const uplink = useBroadcast((state) => state.uplink);
  if (!uplink) return null;
  const { grade, why, height } = uplink;
  const isWell = grade === 'good' || grade === 'fair';
  return (
    <p className={isWell ? 'uplink' : 'uplink weak'} role="status">
      <Icon name={isWell ? 'check' : 'attention'} size={18} />
      <span className="figures">
        {say.uplink[grade](height > 0 ? say.lines(height) : say.soundOnly)} {why && say.uplinkWhy[why]}
      </span>
    </p>
  );
}
