import type { en } from './en.ts';

declare module 'i18next' {
  /** Makes `t` know every key of the texts. */
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}
