import '#renderer/ui-kit/tokens.css';
import '#renderer/ui-kit/base.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { useEffect, useState, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { HelpdeskApiContext, type HelpdeskApi } from '#renderer/hooks/helpdesk-api.ts';
import { PlatformContext, useSettings } from '#renderer/hooks/use-platform.ts';
import type { Platform } from '#renderer/platform/platform.ts';
import { cssVariables, theme } from '#renderer/ui-kit/theme.ts';
import { exportJournal } from './export-journal.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { languageOf } from './i18n.ts';
import type { OpenDesk } from './open-desk.ts';
import { Root } from './root.tsx';

/** Everything the window needs from outside. */
export interface AppPorts {
  readonly platform: Platform;
  readonly api: HelpdeskApi;
  readonly openDesk: OpenDesk;
  readonly i18n: i18n;
}

/** The window. */
export function App({ platform, api, openDesk, i18n }: AppPorts) {
  // The browser's own idea of being online says little; the helpdesk is asked, and answers or not.
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { networkMode: 'always' }, mutations: { networkMode: 'always' } },
      }),
  );

  /** Before there is a desk, the journal of who worked here last has what there is. */
  const { profile } = platform.settings.get();
  const saveFromJournal = profile === null ? null : () => exportJournal(platform, profile, new Date());

  // A file dropped beside the composer must not replace the window's page.
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);

  return (
    <PlatformContext value={platform}>
      <HelpdeskApiContext value={api}>
        <QueryClientProvider client={queries}>
          <I18nextProvider i18n={i18n}>
            <Look i18n={i18n}>
              <ErrorBoundary save={saveFromJournal}>
                <Root openDesk={openDesk} />
              </ErrorBoundary>
            </Look>
          </I18nextProvider>
        </QueryClientProvider>
      </HelpdeskApiContext>
    </PlatformContext>
  );
}

/** Language and theme as they are chosen, at once. */
function Look({ i18n, children }: { readonly i18n: i18n; readonly children: ReactNode }) {
  const settings = useSettings();
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', false, { getInitialValueInEffect: false });
  const scheme = settings.theme === 'system' ? (systemDark ? 'dark' : 'light') : settings.theme;
  const language = languageOf(settings.language, navigator.languages);

  useEffect(() => {
    document.documentElement.lang = language;
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [i18n, language]);

  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      <Notifications position="bottom-left" limit={2} containerWidth={400} zIndex={400} />
      {children}
    </MantineProvider>
  );
}
