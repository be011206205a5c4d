import { useState } from 'react';
import { type Channel, channels } from '../../../../../shared/values/channel.ts';
import { channelMessages } from '../../../../i18n/channels.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { noteLinkCopied } from '../../../../stores/host/copied-links.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Copied } from '../../../../ui/Copied.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { Choices } from '../Choices.tsx';
import { useConsole } from '../host-context.ts';
import { QrCode } from './QrCode.tsx';
import './links.css';

/** The way here for each channel, to be copied or scanned (C1), and what other pages and OBS can show. */
export function LinksSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(channelMessages);
  const { slug } = useConsole().host;
  const { keep } = useWorld();
  const [channel, setChannel] = useState<Channel>('direct');
  const address = linkOf(slug, channel);
  return (
    <Sheet title={say.links} onClose={onClose}>
      <div className="links">
        <p className="soft">{say.linksNote}</p>
        <Choices<Channel>
          label={say.channel}
          value={channel}
          options={channels.map((value) => ({ value, words: say.channels[value] }))}
          onChange={setChannel}
        />
        <QrCode
          text={address}
          name={say.code(say.channels[channel])}
          save={say.save}
          file={`${slug}-${channel}.svg`}
        />
        <Copied
          key={channel}
          name={say.channels[channel]}
          text={address}
          words={say}
          onCopy={() => noteLinkCopied(keep, slug)}
        />
        <h3>{say.outside}</h3>
        <Copied name={say.embed} text={`${location.origin}/embed/${slug}`} words={say} />
        <Copied name={say.overlay} text={`${location.origin}/overlay/${slug}`} words={say} />
      </div>
    </Sheet>
  );
}

function linkOf(slug: string, channel: Channel): string {
  return `${location.origin}/s/${slug}${channel === 'direct' ? '' : `?c=${channel}`}`;
}
