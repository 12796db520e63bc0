import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_NAME, CALL_CHANNEL, EVENT_CHANNEL, type Bridge } from '#shared/contract/ipc/bridge.ts';

/** Events that nobody listens to yet are kept, so that a link or a state told during the start is not lost. */
const MAX_KEPT = 50;

type Listener = (data: unknown) => void;

const listeners = new Map<string, Set<Listener>>();
const kept = new Map<string, unknown[]>();

ipcRenderer.on(EVENT_CHANNEL, (_event, name: string, data: unknown) => {
  const those = listeners.get(name);
  if (those !== undefined && those.size > 0) {
    for (const listener of those) listener(data);
    return;
  }
  const waiting = kept.get(name) ?? [];
  kept.set(name, [...waiting, data].slice(-MAX_KEPT));
});

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input) as ReturnType<Bridge['call']> as never,
  on(name, listener) {
    const those = listeners.get(name) ?? new Set<Listener>();
    listeners.set(name, those);
    const mine: Listener = (data) => listener(data as never);
    those.add(mine);
    const waiting = kept.get(name) ?? [];
    kept.delete(name);
    for (const data of waiting) mine(data);
    return () => void those.delete(mine);
  },
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
