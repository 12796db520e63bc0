import Store from 'electron-store';
import { z } from 'zod';
import type { Logger } from '#shared/base/ports.ts';
import { errorCode } from '#main/disk/disk.ts';

const stateSchema = z.object({
  bounds: z
    .object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() })
    .nullable(),
  maximized: z.boolean(),
  /** Electron's zoom level: each step is 20 %. */
  zoomLevel: z.number().min(-5).max(8),
});
/** Where the window was and how large things were in it. */
export type WindowState = z.output<typeof stateSchema>;

const FIRST: WindowState = { bounds: null, maximized: false, zoomLevel: 0 };

export interface WindowStateStore {
  get(): WindowState;
  /** Remembers; what cannot be written is not worth a word to anybody but the log. */
  write(state: WindowState): void;
}

/** The window's state in `window.json` of a folder. A damaged file means a first start of the window. */
export function openWindowState(options: { folder: string; log: Logger }): WindowStateStore {
  const { folder, log } = options;
  const store = new Store<WindowState>({
    cwd: folder,
    name: 'window',
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
  const parsed = stateSchema.safeParse({ ...FIRST, ...store.store });
  let current = parsed.success ? parsed.data : FIRST;
  return {
    get: () => current,
    write(state) {
      current = state;
      try {
        store.set(state);
      } catch (error) {
        log.warn('window: state not written', { code: errorCode(error) });
      }
    },
  };
}
