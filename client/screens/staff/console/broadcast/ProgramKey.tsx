import { useState } from 'react';
import type { Reason } from '../../../../../shared/contract/answer.ts';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Copied } from '../../../../ui/Copied.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { dayAndTime } from '../../../../ui/time-words.ts';
import { useConsole, useCurrency, useHost } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';

/** The address and the key by which a program like OBS broadcasts here; the key is shown once. */
export function ProgramKey() {
  const say = useMessages(broadcastMessages);
  const language = useLanguage();
  const { newKey } = useWorld();
  const { host } = useConsole();
  const sentence = useHostSentence(useCurrency());
  const sinceMs = useHost(({ media }) => media?.ingestKeySinceMs ?? null);
  const [made, setMade] = useState<string | null>(null);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function change(command: 'stream:make-ingest-key' | 'stream:revoke-ingest-key') {
    setIsBusy(true);
    setReason(null);
    setMade(null);
    const answer = await host.ask(command, { key: newKey() });
    setIsBusy(false);
    if (!answer.ok) setReason(answer);
    else if ('ingestKey' in answer) setMade(answer.ingestKey);
  }

  return (
    <details className="program-key">
      <summary>{say.program}</summary>
      <div className="program-key-body">
        <p className="soft">{say.programText}</p>
        <Copied
          name={say.address}
          text={`${location.origin}/api/v1/streams/${host.slug}/whip`}
          words={{ copy: say.copy, copied: say.copied }}
        />
        {made && (
          <Copied
            name={say.key}
            text={made}
            hint={say.keyOnce}
            words={{ copy: say.copy, copied: say.copied }}
          />
        )}
        {!made && sinceMs !== null && (
          <p className="figures">{say.keySince(dayAndTime(sinceMs, language))}</p>
        )}
        {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
        <div className="two-buttons">
          <Button look="line" busy={isBusy} onClick={() => void change('stream:make-ingest-key')}>
            {sinceMs === null ? say.makeKey : say.makeNewKey}
          </Button>
          {sinceMs !== null && (
            <Button look="line" busy={isBusy} onClick={() => void change('stream:revoke-ingest-key')}>
              {say.revokeKey}
            </Button>
          )}
        </div>
      </div>
    </details>
  );
}
