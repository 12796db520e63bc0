import { ACTIVATE_IF_ALONE, SERVICE_WORKER_PATH } from './service-worker-names.ts';

/** How long after its start a page may still be replaced by its newer version, in milliseconds. */
const START_MS = 5_000;

/**
 * Lets the program start without a network. A newer version is fetched beside the running one and takes over at a start
 * when no other tab uses the old one: no page ever gets parts of two versions.
 */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const startedAt = performance.now();
  const { serviceWorker } = navigator;
  const wasControlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (wasControlled && performance.now() - startedAt < START_MS) location.reload();
  });
  serviceWorker.register(SERVICE_WORKER_PATH, { type: 'module', updateViaCache: 'none' }).then(
    (registration) => registration.waiting?.postMessage(ACTIVATE_IF_ALONE),
    () => undefined, // Not allowed here (for example a private window): the program needs the network to start.
  );
}
