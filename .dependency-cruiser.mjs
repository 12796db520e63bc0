// Who may import whom: what is not listed here is denied. ARCHITECTURE.md draws the same picture.
// Type-only imports count. Run by scripts/import-rules, which also makes sure that every file was looked at.

/** Libraries are listed by folder: `lib('zod')` is zod, wherever it is installed. */
const lib = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const anyLibrary = '(^|/)node_modules/';

/** @param {string} from @param {...string} to */
const allow = (from, ...to) => ({ from: { path: from }, to: { path: to } });
/** Node's own modules, wherever Node is. @param {string} from */
const allowNode = (from) => ({ from: { path: from }, to: { dependencyTypes: ['core'] } });

const shared = '^src-shared/';
const store = '^src-renderer/data/store/';
/** Small helpers beside the ring's folders: they import none of them. */
const dataTools = '^src-renderer/data/(live|cell|timers|breathe|sha256|profile-key|without-eval)\\.ts$';

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-import-of-tests', severity: 'error', from: { pathNot: '^tests/' }, to: { path: '^tests/' } },
    {
      name: 'page-without-electron-and-node',
      severity: 'error',
      from: { path: '^src-(renderer|shared)/' },
      to: {
        path: [lib('electron'), '^(node:)?(fs|path|os|child_process|crypto|http|https|net|stream)($|/)'],
      },
    },
    {
      name: 'dexie-in-the-store-only',
      severity: 'error',
      from: { path: '^src-', pathNot: store },
      to: { path: lib('dexie', 'dexie-react-hooks') },
    },
    {
      name: 'ring-without-react',
      severity: 'error',
      from: { path: '^src-renderer/data/' },
      to: { path: [lib('react', 'react-dom', 'react-i18next', '@mantine/[^/]+', 'dexie-react-hooks')] },
    },
    {
      name: 'helpdesk-without-electron-and-page',
      severity: 'error',
      from: { path: '^src-helpdesk/' },
      to: { path: lib('electron', 'electron-store', 'react', 'react-dom', 'dexie', '@mantine/[^/]+') },
    },
  ],

  allowedSeverity: 'error',
  allowed: [
    // src-shared: base <- domain <- sync <- contract
    allow('^src-shared/base/', '^src-shared/base/'),
    allow('^src-shared/domain/', '^src-shared/(base|domain)/'),
    allow('^src-shared/sync/', '^src-shared/(base|domain|sync)/'),
    allow('^src-shared/contract/', shared),
    allow(shared, lib('zod', '@orama/stemmers')),

    // src-main: a service is an island; ipc answers calls with services and windows, app joins them
    allow('^src-main/', shared, anyLibrary, '^src-main/disk/'),
    allowNode('^src-main/'),
    allow('^src-main/services/([^/]+)/', '^src-main/services/$1/'),
    allow('^src-main/services/helpdesk-host/', '^src-helpdesk/index\\.ts$'),
    allow('^src-main/ipc/', '^src-main/(ipc|services|app)/'),
    allow('^src-main/app/', '^src-main/(app|services|ipc)/'),
    allow('^src-main/preload/', '^src-main/preload/'),
    allow('^src-main/[^/]+\\.ts$', '^src-main/(app|ipc|services|[^/]+\\.ts$)'),

    // src-renderer
    allow('^src-renderer/', shared, anyLibrary),
    allow('^src-renderer/(app/|[^/]+\\.tsx?$)', '^src-renderer/'),
    allow(
      '^src-renderer/features/([^/]+)/',
      '^src-renderer/features/$1/',
      '^src-renderer/(ui-kit|hooks|platform)/',
      '^src-renderer/data/(read|write)/',
      '^src-renderer/data/(desk|live)\\.ts$',
      '^src-renderer/locales/',
    ),
    allow(
      '^src-renderer/hooks/',
      '^src-renderer/(hooks|platform|locales)/',
      '^src-renderer/data/(read|write)/',
      '^src-renderer/data/(desk|live)\\.ts$',
    ),
    allow('^src-renderer/ui-kit/', '^src-renderer/(ui-kit|hooks|locales)/'),
    allow('^src-renderer/platform/', '^src-renderer/platform/'),
    allow('^src-renderer/locales/', '^src-renderer/locales/'),

    // src-renderer/data, the ring: only sync talks to remote, only the store knows Dexie
    allow('^src-renderer/(data|platform)/', dataTools),
    allow('^src-renderer/data/', '^src-renderer/platform/platform\\.ts$'),
    allow('^src-renderer/data/([^/]+)/', '^src-renderer/data/$1/'),
    allow('^src-renderer/data/(outbox|journal|read|write|search|sync)/', store),
    allow('^src-renderer/data/outbox/', '^src-renderer/data/journal/'),
    allow('^src-renderer/data/journal/', '^src-renderer/data/outbox/parse-stored\\.ts$'),
    allow('^src-renderer/data/write/', '^src-renderer/data/(outbox|journal|read)/'),
    allow('^src-renderer/data/read/', '^src-renderer/data/(outbox|search)/'),
    allow('^src-renderer/data/sync/', '^src-renderer/data/(outbox|journal|remote)/'),
    // what a person keeps on all his machines goes beside the worker, from a window
    allow(
      '^src-renderer/data/own/',
      store,
      '^src-renderer/data/(read|remote|write)/',
      '^src-renderer/data/sync/lane\\.ts$',
    ),
    // what page and worker say to each other, the files both look for, and the order in which both write
    allow('^src-renderer/data/(read|write)/', '^src-renderer/data/sync/(channel|file-cache|lane)\\.ts$'),
    // the index follows what the others are told, and answers in the words of the views
    allow('^src-renderer/data/search/', '^src-renderer/data/(sync/channel|read/search-results)\\.ts$'),
    // the shapes that views are given are stored and sent as they are
    allow('^src-renderer/data/(store|sync)/', '^src-renderer/data/read/(desk-reader|sync-report)\\.ts$'),
    allow('^src-renderer/data/[^/]+\\.ts$', '^src-renderer/data/'),

    // src-helpdesk: http -> live -> desk -> storage
    allow('^src-helpdesk/', shared, anyLibrary),
    allowNode('^src-helpdesk/'),
    allow('^src-helpdesk/storage/', '^src-helpdesk/storage/'),
    allow('^src-helpdesk/desk/', '^src-helpdesk/(desk|storage)/'),
    allow('^src-helpdesk/live/', '^src-helpdesk/(live|desk|storage)/'),
    allow('^src-helpdesk/(channels|bridges)/', '^src-helpdesk/(channels|bridges|desk|live|storage)/'),
    allow('^src-helpdesk/seed/', '^src-helpdesk/(seed|desk|storage)/'),
    allow('^src-helpdesk/http/', '^src-helpdesk/(http|desk|live)/'),
    // the handle that routes pass on to the desk without looking into it
    allow('^src-helpdesk/http/app-context\\.ts$', '^src-helpdesk/storage/storage\\.ts$'),
    allow('^src-helpdesk/(cli/|[^/]+\\.ts$)', '^src-helpdesk/'),

    // what is not shipped
    allow('^scripts/', '^scripts/', shared, '^src-helpdesk/index\\.ts$', anyLibrary),
    allowNode('^scripts/'),
    allow('^tests/', '^(tests|scripts|src-[a-z]+)/', '^[^/]+\\.config\\.ts$', '^package\\.json$', anyLibrary),
    allowNode('^tests/'),
  ],

  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.tsbuild|out|release)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
