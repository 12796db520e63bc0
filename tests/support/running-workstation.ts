import type { Page } from '@playwright/test';

export type Host = 'desktop' | 'browser';

/** A running workstation of either host, on a profile folder that outlives it. */
export interface Workstation {
  readonly page: Page;
  /** Resolves when the host has written down who is signed in: a browser does that some 30 s late. */
  sessionKept(): Promise<void>;
  /** SIGKILL to every process of it. */
  kill(): Promise<void>;
  /** Ends it as its user would. */
  close(): Promise<void>;
}
