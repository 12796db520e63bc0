/** Where the service worker lies: at the root, since it may only answer for what lies below it. */
export const SERVICE_WORKER_PATH = './service-worker.js';
/** Asks a waiting service worker to take over if only one tab is open. */
export const ACTIVATE_IF_ALONE = 'activate-if-alone';
