import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ALERTS = join(import.meta.dirname, '../../docs/deploy/alerts.yml');

export interface Alarm {
  expression: string;
  severity: string;
  annotations: Record<string, string>;
}

/** The alarms of docs/deploy/alerts.yml by name. It reads that file as we write it, not YAML at large. */
export function readAlarms(text = readFileSync(ALERTS, 'utf8')): Map<string, Alarm> {
  const [, ...blocks] = text.split(/^ {6}- alert: /m);
  return new Map(
    blocks.map((block) => {
      const [, expression = ''] = /^ {8}expr: (?:>-\n)?([\s\S]*?)\n {8}(?:for|labels):/m.exec(block) ?? [];
      const [, severity = ''] = /severity: (\w+)/.exec(block) ?? [];
      const annotations = [...block.matchAll(/^ {10}(\w+): "(.*)"$/gm)].map(([, name, said]) => [
        name!,
        said!,
      ]);
      return [
        block.split('\n', 1)[0]!,
        { expression, severity, annotations: Object.fromEntries(annotations) },
      ];
    }),
  );
}
