import { ipcMain, type BrowserWindow, type WebFrameMain } from 'electron';
import type { Logger } from '#shared/base/ports.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '#shared/contract/ipc/bridge.ts';
import type { EventData, EventName } from '#shared/contract/ipc/events.ts';
import { describeDefect } from '#main/services/diagnostics/log-file.ts';
import { makeRouter, type Handlers } from './router.ts';

/** Answers the calls of our page. Together with the preload script the only place that touches Electron's IPC. */
export function answerCalls(options: {
  handlers: Handlers;
  isTrusted: (frame: WebFrameMain | null) => boolean;
  log: Logger;
}): void {
  const route = makeRouter<WebFrameMain | null>(options);
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown) => {
    try {
      return await route(event.senderFrame, name, input);
    } catch (error) {
      options.log.error('ipc: a handler failed', describeDefect(error));
      // Without the words of the original: they may hold what the page need not know.
      throw new Error('The call failed.', { cause: 'defect' });
    }
  });
}

/** Tells the page something. Before it has loaded, its preload script keeps the event for it. */
export function sendEvent<N extends EventName>(window: BrowserWindow, name: N, data: EventData<N>): void {
  if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, data);
}
