import { channelMessages } from '../../../i18n/channels.ts';
import { useMessages } from '../../../i18n/language.ts';
import { ChannelsTable } from './ChannelsTable.tsx';
import type { ReviewTold } from './review-told.ts';

/** What each channel brought (C1). */
export function ChannelsTab({ slug, report: { channels, currency } }: ReviewTold) {
  const say = useMessages(channelMessages);
  return (
    <section className="review-block off-paper">
      <h2>{say.channel}</h2>
      <ChannelsTable slug={slug} channels={channels} currency={currency} />
    </section>
  );
}
