import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const shared = { globals: false, restoreMocks: true, unstubAllGlobals: true } as const;

/** One project for each suite that runs without a built app; `npm test -- unit` runs one of them. */
export default defineConfig({
  test: {
    // Without a layout nothing in a menu can have the focus: Mantine says so with the whole document, 50,000 lines of it.
    onConsoleLog: (log) => !log.startsWith('[@mantine/hooks/use-focus-trap]'),
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'property',
          environment: 'node',
          include: ['tests/property/**/*.test.ts'],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'contract',
          environment: 'node',
          setupFiles: ['tests/support/steady-fetch.ts'],
          include: ['tests/contract/**/*.test.ts', 'tests/migration/helpdesk/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // What runs on PGlite in `contract`, on a PostgreSQL server, and what only a server and several instances can show.
        test: {
          ...shared,
          name: 'postgres',
          environment: 'node',
          setupFiles: ['tests/support/steady-fetch.ts'],
          include: [
            'tests/contract/helpdesk/{at-once,embedded}.test.ts',
            'tests/contract/{customer-pages,ring}/**/*.test.ts',
            'tests/migration/helpdesk/**/*.test.ts',
            'tests/instances/**/*.test.ts',
          ],
          globalSetup: ['tests/support/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'faults',
          environment: 'node',
          setupFiles: ['tests/support/steady-fetch.ts'],
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'migration',
          environment: 'node',
          include: ['tests/migration/local-database/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [react()],
        test: {
          ...shared,
          name: 'component',
          environment: 'happy-dom',
          include: ['tests/component/**/*.test.tsx'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
