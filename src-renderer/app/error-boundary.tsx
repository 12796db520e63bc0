import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import type { Desk } from '#renderer/data/desk.ts';
import { exportUnsent } from '#renderer/hooks/export-unsent.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';

interface Props {
  readonly desk: Desk | null;
  readonly children: ReactNode;
}

/** What is shown when the window itself has failed: the work is safe, reloading helps, and it can be saved as a file. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // For whoever looks for the defect; the operator gets a sentence.
    // oxlint-disable-next-line eslint/no-console
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { desk } = this.props;
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
                  {desk !== null && (
                    <Button onClick={() => void exportUnsent(desk, new Date())}>{t('outbox.export')}</Button>
                  )}
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
