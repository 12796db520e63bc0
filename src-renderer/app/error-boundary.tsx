import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { noteDefect } from '#renderer/hooks/defect-memory.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';

interface Props {
  /** Saves unsent work as a file; null where there is none to be found. */
  readonly save: (() => Promise<unknown>) | null;
  readonly children: ReactNode;
}

/** What is shown when the window itself has failed: the work is safe, reloading helps, and it can be saved as a file. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    noteDefect(error);
    // For whoever looks for the defect; the operator gets a sentence.
    // oxlint-disable-next-line eslint/no-console
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { save } = this.props;
    if (!this.state.failed) return this.props.children;
    return (
      <Translation>
        {(t) => (
          <main role="alert" style={{ height: '100%' }}>
            <EmptyState
              icon={<IconAlertTriangle size={36} stroke={1.4} aria-hidden="true" />}
              title={t('crash.title')}
              actions={
                <>
                  <Button variant="filled" onClick={() => window.location.reload()}>
                    {t('crash.reload')}
                  </Button>
                  {save !== null && <Button onClick={() => void save()}>{t('outbox.export')}</Button>}
                </>
              }
            >
              {t('crash.body')}
            </EmptyState>
          </main>
        )}
      </Translation>
    );
  }
}
