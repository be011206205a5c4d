import { workerData } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import { lowerThreadPriority } from '../threads/thread-priority.ts';
import { serveWorkerRpc } from '../threads/worker-rpc-server.ts';
import { findFont } from './fonts.ts';

const { font: setting } = workerData as { font: string };

export type PrintCalls = ReturnType<typeof openCalls>;

/** The thread that prints: reading a font of twenty thousand characters would hold everybody up elsewhere. */
function openCalls() {
  const font = findFont(setting);
  // Documents are made of our own data: nothing is fetched, and no file but the font is read.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === font?.file);
  const file = font && (font.name ? [font.file, font.name] : font.file);
  pdfmake.setFonts({
    Text: { normal: (file ?? 'Helvetica') as string, bold: (file ?? 'Helvetica-Bold') as string },
  });
  return {
    hasChinese: () => font !== null,
    print: async (document: object): Promise<Uint8Array> =>
      new Uint8Array(
        await pdfmake
          .createPdf({ defaultStyle: { font: 'Text' }, ...document } as Parameters<
            typeof pdfmake.createPdf
          >[0])
          .getBuffer(),
      ),
    close: () => undefined,
  };
}

lowerThreadPriority('behind');
serveWorkerRpc(openCalls);
