import { channels } from '../../../../shared/values/channel.ts';
import { channelMessages } from '../../../i18n/channels.ts';
import { useMessages } from '../../../i18n/language.ts';
import type { PackingStore } from '../../../stores/packing-store.ts';
import { packingWords } from './words.ts';

/** What each channel brought, as a table for that channel's own desk (C1). */
export function ChannelFiles({ desk }: { desk: PackingStore }) {
  const say = useMessages(packingWords);
  const names = useMessages(channelMessages).channels;
  return (
    <details className="desk-card channel-files">
      <summary>{say.channelFiles}</summary>
      <p className="soft">{say.channelFilesHint}</p>
      <div className="desk-acts">
        {channels.map((channel) => (
          <a key={channel} className="button line" href={desk.channelFile(channel)} download>
            {names[channel]}
          </a>
        ))}
      </div>
    </details>
  );
}
