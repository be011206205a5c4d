import { type FormEvent, useState } from 'react';
import type { Reason } from '../../../../../shared/contract/answer.ts';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { mediaReasonMessages } from '../../../../i18n/media-reasons.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Field } from '../../../../ui/Field.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { useConsole, useCurrency, useHost } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';

/**
 * The picture for many: what this server makes of it by itself, and a playlist elsewhere that viewers play while no
 * picture comes from here.
 */
export function PlaylistAddress() {
  const say = useMessages(broadcastMessages);
  const why = useMessages(mediaReasonMessages);
  const { newKey } = useWorld();
  const { host } = useConsole();
  const sentence = useHostSentence(useCurrency());
  const hlsReason = useHost(({ media }) => media?.hlsReason ?? null);
  const playback = useHost(({ media }) => media?.playback ?? null);
  const kept = useHost(({ media }) => (media?.playback?.isExternal ? media.playback.url : null));
  const [text, setText] = useState<string | null>(null);
  const [isWrong, setIsWrong] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function set(url: string | null) {
    setIsBusy(true);
    setReason(null);
    const answer = await host.ask('stream:set-playback-url', { key: newKey(), url });
    setIsBusy(false);
    if (answer.ok) setText(null);
    else if (answer.code === 'BAD_REQUEST') setIsWrong(true);
    else setReason(answer);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const url = (text ?? '').trim();
    if (!isHttps(url)) setIsWrong(true);
    else void set(url);
  }

  return (
    <details className="program-key">
      <summary>{say.many}</summary>
      <form className="program-key-body" onSubmit={submit}>
        <p>
          {kept !== null
            ? say.hlsElsewhere
            : hlsReason !== null
              ? why.hls[hlsReason]
              : playback
                ? say.hlsOn
                : say.hlsReady}
        </p>
        <Field
          label={say.playlist}
          hint={say.playlistHint}
          fault={isWrong ? say.playlistFault : undefined}
          type="url"
          inputMode="url"
          placeholder="https://video.example/live.m3u8"
          maxLength={500}
          value={text ?? kept ?? ''}
          onChange={(event) => {
            setIsWrong(false);
            setText(event.target.value);
          }}
        />
        {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
        <div className="two-buttons">
          <Button type="submit" look="line" busy={isBusy} disabled={(text ?? '') === '' || text === kept}>
            {say.playlistSet}
          </Button>
          {kept !== null && (
            <Button look="line" busy={isBusy} onClick={() => void set(null)}>
              {say.playlistRemove}
            </Button>
          )}
        </div>
      </form>
    </details>
  );
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
